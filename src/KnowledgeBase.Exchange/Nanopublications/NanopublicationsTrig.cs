using System.Text;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>Claims as nanopublications with trusty URIs, in TriG: one for each claim, and one for each that was taken back.</summary>
public sealed class NanopublicationsTrig(ExportReader reader, ExportSettings settings) : IExportFormat
{
    public string Name => "nanopubs";

    public string MediaType => "application/trig";

    public string Extension => ".trig";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        view.Report("fact", "A nanopublication is one statement that somebody made; what the base accepts is in facts-jsonl and facts-csv.");
        view.Report("citation", "Citations between sources change; they are in prov-json and prov-jsonld.");
        if (settings.License is null) view.Report("license", "No licence is set (KnowledgeBase:Export:License), so none is named.");
        var series = new NanopublicationSeries(view, settings);
        await using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var trig = new TrigWriter(text);
        await trig.WritePrefixesAsync();
        await foreach (var page in view.ClaimsAsync(cancellation))
        {
            foreach (var (claim, nanopublication) in await series.OfAsync(page.Claims, cancellation))
            {
                await trig.WriteAsync(nanopublication);
                if (claim.StandingPosition is { } position && await TakenBackAsync(series, claim, nanopublication, position, page, cancellation) is { } other) await trig.WriteAsync(other);
                Tell(view, claim);
            }

            await text.FlushAsync(cancellation);
        }
    }

    /// <returns>Null for a claim in whose place another came: what is published of that says so.</returns>
    private async Task<Nanopublication?> TakenBackAsync(
        NanopublicationSeries series, ClaimRow claim, Nanopublication last, long position, ClaimPage page, CancellationToken cancellation) => claim.Standing switch
        {
            Standing.Withdrawn => TakenBack.Withdrawn(claim, page.Changes[position], await series.PublishedAsync(claim, last, position, cancellation), settings),
            Standing.Retracted => TakenBack.Retracted(claim, page.Changes[position], settings),
            _ => null,
        };

    /// <summary>What curators think of a claim changes, and what has a trusty URI does not.</summary>
    private static void Tell(ExportView view, ClaimRow claim)
    {
        if (claim.Credibility is not null) view.Report("claim.credibility", "A grade can change, a nanopublication cannot; it is in prov-json and prov-jsonld.");
        if (claim.Rank != Rank.Normal) view.Report("claim.rank", "A rank can change, a nanopublication cannot; it is in prov-json and prov-jsonld.");
    }
}
