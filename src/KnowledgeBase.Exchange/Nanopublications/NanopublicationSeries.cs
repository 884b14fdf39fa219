using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Bulk;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>
/// The nanopublications of claims. What has a name cannot change, so a claim that comes in the place of another is published anew: its new nanopublication supersedes the
/// one that it had, and that of the other. The series follows from the log, whenever and wherever it is worked out: everything that a
/// nanopublication names was recorded before it, and there are no circles.
/// </summary>
internal sealed class NanopublicationSeries(ExportView view, ExportSettings settings)
{
    private readonly ExportQueries queries = view.Queries;

    /// <summary>The nanopublications of some claims as of the position of the export, in their order. One that names somebody erased is not there.</summary>
    public async Task<IReadOnlyList<(ClaimRow Claim, Nanopublication Nanopublication)>> OfAsync(IReadOnlyList<ClaimRow> claims, CancellationToken cancellation)
    {
        var superseded = await queries.Bulk.SupersededByAsync(view.Lens, [.. claims.Select(c => c.Id)], cancellation);
        var published = new List<(ClaimRow, Nanopublication)>();
        foreach (var claim in await KnownAsync(claims, cancellation))
        {
            published.Add((claim.Row, await VersionAsync(claim, [.. superseded[claim.Row.Id]], cancellation)));
        }

        return published;
    }

    /// <summary>What was published of a claim when it was taken back, and since.</summary>
    public async Task<IEnumerable<string>> PublishedAsync(ClaimRow claim, Nanopublication last, long takenBack, CancellationToken cancellation) =>
        new[] { await UriAsync(claim, takenBack, cancellation) ?? last.Uri, last.Uri }.Distinct();

    private async Task<Nanopublication> VersionAsync(KnownClaim claim, IReadOnlyList<ClaimRow> superseded, CancellationToken cancellation)
    {
        var version = ClaimNanopublication.Of(claim, [], settings);
        foreach (var other in superseded.OrderBy(s => s.StandingPosition))
        {
            // Erased by now: nothing of it is published any more.
            if (await UriAsync(other, other.StandingPosition!.Value, cancellation) is { } uri) version = ClaimNanopublication.Of(claim, [version.Uri, uri], settings);
        }

        return version;
    }

    /// <summary>The name of what was published of a claim as of a position; null when nothing of it may be shown any more.</summary>
    private async Task<string?> UriAsync(ClaimRow claim, long at, CancellationToken cancellation)
    {
        if ((await KnownAsync([claim], cancellation)).SingleOrDefault() is not { } known) return null;
        var superseded = (await queries.Bulk.SupersededByAsync(view.Lens, [claim.Id], cancellation))[claim.Id].Where(s => s.StandingPosition < at).ToList();
        return (await VersionAsync(known, superseded, cancellation)).Uri;
    }

    private async Task<IReadOnlyList<KnownClaim>> KnownAsync(IReadOnlyList<ClaimRow> claims, CancellationToken cancellation)
    {
        var asserted = await queries.Origins.AssertionsAsync(view.Lens, [.. claims.Select(c => c.Id)], cancellation);
        var entities = await queries.Bulk.EntitiesThenAsync(Then(claims, asserted, c => c.Value is EntityValue value ? [c.RecordedSubject, ValueOf(c, value)] : [c.RecordedSubject]), cancellation);
        var sources = await queries.Bulk.SourcesThenAsync(Then(claims, asserted, Sources), cancellation);
        return
        [
            .. claims.Where(c => !c.IsErased).Select(c => Known(c, asserted[c.Id], entities, sources))
                .Where(c => !c.Subject.IsErased && c.ValueEntity is not { IsErased: true }),
        ];
    }

    private static KnownClaim Known(
        ClaimRow claim, ChangeRow asserted, IReadOnlyDictionary<KnownThen, EntityRow> entities, IReadOnlyDictionary<KnownThen, SourceRow> sources) => new(
        claim, asserted, entities[new(claim.RecordedSubject, asserted.Position)], claim.Value is EntityValue value ? entities[new(ValueOf(claim, value), asserted.Position)] : null,
        Sources(claim).Distinct().ToDictionary(id => id, id => sources[new(id, asserted.Position)]));

    private static Guid ValueOf(ClaimRow claim, EntityValue value) => claim.RecordedValue ?? value.EntityId;

    private static IEnumerable<Guid> Sources(ClaimRow claim) =>
        claim.AttributedTo.Chains.SelectMany(c => c).Append(claim.Source).Append(claim.ReadIn ?? claim.Source);

    private static List<KnownThen> Then(IEnumerable<ClaimRow> claims, IReadOnlyDictionary<Guid, ChangeRow> asserted, Func<ClaimRow, IEnumerable<Guid>> ids) =>
        [.. claims.SelectMany(c => ids(c).Select(id => new KnownThen(id, asserted[c.Id].Position))).Distinct()];
}
