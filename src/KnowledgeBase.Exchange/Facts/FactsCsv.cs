using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Facts;

/// <summary>What the base accepts, as a table for spreadsheets: one line for each fact.</summary>
public sealed class FactsCsv(ExportReader reader) : IExportFormat
{
    /// <summary>Texts of several things are joined by this.</summary>
    private const string Separator = "; ";

    public string Name => "facts-csv";

    public string MediaType => "text/csv; charset=utf-8; header=present";

    public string Extension => ".csv";

    /// <summary>In their order; one more tells which cells were guarded.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "subject", "subject_label", "property", "status", "value", "value_kind", "value_entity", "language", "min", "max", "earliest", "latest",
        "accepted_since", "decided_by", "named_roots", "unattributed_roots", "unresolved_claims", "independence", "circular", "anachronistic", "roots",
        "supporting_claims", "contradicting_claims", "neutral_claims", "left_out_claims", "sources", "rivals", "rival_values",
    ];

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        view.Report("fact.detail", "A line has no room for every step, every claim and the corroboration of rivals; they are in facts-jsonl.");
        var text = new StreamWriter(output, CsvWriter.Encoding, leaveOpen: true);
        var csv = new CsvWriter(text, Columns);
        await csv.WriteHeaderAsync();
        await foreach (var page in view.FactsAsync(cancellation))
        {
            foreach (var fact in page.Facts) await Write(csv, fact, page).EndLineAsync();
            await text.FlushAsync(cancellation);
        }

        await text.FlushAsync(cancellation);
    }

    private static CsvWriter Write(CsvWriter csv, ExportedFact fact, FactPage page)
    {
        var (row, resolved, subject) = (fact.Row, fact.Fact, page.Entities[fact.Row.Subject]);
        var (value, c) = (resolved.Accepted?.Value, resolved.Corroboration);
        var (headcount, date) = ((value as HeadcountValue)?.Headcount, (value as DateValue)?.Date);
        return csv
            .Text(Terms.Reference(subject)).Text(subject.Label).Text(fact.Property.Name).Text(Terms.Of(row.Status))
            .Text(value is null ? null : Terms.InWords(value, page.Entities))
            .Text(value is null ? null : Terms.Of(value.Kind))
            .Text(value is EntityValue entity ? Terms.Reference(page.Entities[entity.EntityId]) : null)
            .Text((value as TextValue)?.Language)
            .Number(headcount?.Min ?? (value as NumberValue)?.Number).Number(headcount is null ? (value as NumberValue)?.Number : headcount.Max)
            .Text(date?.Earliest is { } earliest ? Days.Of(earliest) : null).Text(date?.Latest is { } latest ? Days.Of(latest) : null)
            .Text(row.ValueSince is { } since && page.Changes.TryGetValue(since, out var change) ? Terms.Instant(change.RecordedAt) : null)
            .Text(resolved.Why.LastOrDefault(w => w.IsDecisive) is { } reason ? Terms.Of(reason.Kind) : resolved.Accepted is null ? null : Terms.Of(ReasonKind.OnlyValue))
            .Number(c.NamedRoots).Number(c.UnattributedRoots).Number(c.UnresolvedClaims).Text(Terms.Of(c.Independence)).Flag(c.IsCircular).Flag(c.IsAnachronistic)
            .Text(Joined(c.Roots.Where(r => r.Kind != RootKind.Unresolved).Select(r => fact.Source(r.SourceId).Title)))
            .Number(resolved.Accepted?.SupportedBy.Count ?? 0).Number((resolved.Accepted?.ContradictedBy ?? resolved.Denials).Count)
            .Number(resolved.Neutral.Count).Number(resolved.LeftOut.Count)
            .Text(Joined((resolved.Accepted?.SupportedBy ?? []).OrderBy(e => e.RecordedAt).Select(e => fact.Source(e.Start.SourceId).Key)))
            .Number(resolved.Alternatives.Count)
            .Text(Joined(resolved.Alternatives.Select(a => Terms.InWords(a.Value, page.Entities))));
    }

    private static string Joined(IEnumerable<string> texts) => string.Join(Separator, texts.Distinct());
}
