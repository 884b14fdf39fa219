using System.Runtime.CompilerServices;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>The base as statements of the PROV data model, those of a kind together: the claims are gone through once for each kind that they have.</summary>
internal sealed class ProvDocument(ExportView view)
{
    private static readonly OriginKind[] Kinds = [OriginKind.Import, OriginKind.Request];

    public async IAsyncEnumerable<ProvRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        view.Report("fact", "PROV tells where claims come from, not what the base accepts; facts-jsonl and facts-csv have that.");
        view.Report("independence", "PROV has no word for sources being independent of each other; facts-jsonl has what follows from it.");
        view.Report("identityJudgement", "PROV has words for entities that are one (merges are there), not for those that are not, or may be.");
        await foreach (var page in view.EntitiesAsync(cancellation)) foreach (var entity in page) yield return ProvElements.Entity(entity);
        await foreach (var page in view.SourcesAsync(cancellation)) foreach (var source in page) yield return ProvElements.Source(source);
        await foreach (var page in view.SnapshotsAsync(cancellation)) foreach (var snapshot in page) yield return ProvElements.Snapshot(snapshot);
        await foreach (var page in view.ClaimsAsync(cancellation)) foreach (var claim in page.Claims) yield return ProvElements.Claim(claim, page);
        foreach (var kind in Kinds)
        {
            await foreach (var page in view.OriginsAsync(kind, cancellation)) foreach (var origin in page) yield return ProvElements.Activity(origin);
        }

        await foreach (var page in view.AccountsAsync(cancellation)) foreach (var account in page) yield return ProvElements.Account(account);
        await foreach (var page in view.PublishersAsync(cancellation)) foreach (var source in page.Where(s => !ProvElements.IsSpeaker(s))) yield return ProvElements.Speaker(source);
        await foreach (var page in view.SourcesAsync(cancellation)) foreach (var source in page.Where(ProvElements.IsSpeaker)) yield return ProvElements.Speaker(source);

        await foreach (var record in GenerationsAsync(cancellation)) yield return record;
        await foreach (var record in InvalidationsAsync(cancellation)) yield return record;

        await foreach (var page in view.ClaimsAsync(cancellation)) foreach (var record in page.Claims.SelectMany(c => ProvRelations.Derivations(c, page))) yield return record;
        await foreach (var page in view.CitationsAsync(cancellation)) foreach (var citation in page) yield return ProvRelations.Citation(citation);

        await foreach (var record in AttributionsAsync(cancellation)) yield return record;
        foreach (var kind in Kinds)
        {
            await foreach (var page in view.OriginsAsync(kind, cancellation))
            {
                foreach (var origin in page) yield return ProvRelations.Association(ProvElements.IdOf(origin), origin.RecordedBy);
            }
        }

        await foreach (var page in view.SnapshotsAsync(cancellation)) foreach (var snapshot in page) yield return ProvRelations.Specialization(snapshot);
        await foreach (var page in view.EntitiesAsync(cancellation))
        {
            foreach (var entity in page.Where(e => e.MergedInto is not null)) yield return ProvRelations.Alternate(entity.Id, entity.MergedInto!.Value);
        }
    }

    private async IAsyncEnumerable<ProvRecord> GenerationsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (id, change) in RegisteredAsync(cancellation)) yield return ProvRelations.Generation(id, change);
        await foreach (var page in view.SnapshotsAsync(cancellation))
        {
            var (_, at) = await view.ChangesAsync([], page.Select(s => s.Position), cancellation);
            foreach (var snapshot in page) yield return ProvRelations.Generation(Iris.Snapshot(snapshot.Source, snapshot.Position), at[snapshot.Position]);
        }

        await foreach (var page in view.ClaimsAsync(cancellation)) foreach (var claim in page.Claims) yield return ProvRelations.Generation(claim.Id, page.Changes[claim.Recorded]);
    }

    private async IAsyncEnumerable<ProvRecord> InvalidationsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in view.SourcesAsync(cancellation))
        {
            var (_, at) = await view.ChangesAsync([], page.Select(s => s.RetractionPosition).OfType<long>(), cancellation);
            foreach (var source in page)
            {
                if (source.RetractionPosition is { } position) yield return ProvRelations.Invalidation(source.Id, at[position], "kb:Retraction", source.IsErased ? null : source.RetractionReason);
            }
        }

        await foreach (var page in view.ClaimsAsync(cancellation))
        {
            foreach (var claim in page.Claims)
            {
                if (claim.StandingPosition is not { } position) continue;
                yield return ProvRelations.Invalidation(claim.Id, page.Changes[position], claim.Standing == Standing.Retracted ? "kb:Retraction" : "kb:Withdrawal", claim.StandingReason);
            }
        }
    }

    private async IAsyncEnumerable<ProvRecord> AttributionsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (id, change) in RegisteredAsync(cancellation)) foreach (var record in ProvRelations.Recorder(id, change)) yield return record;
        await foreach (var page in view.SourcesAsync(cancellation)) foreach (var record in page.SelectMany(ProvRelations.Published)) yield return record;
        await foreach (var page in view.ClaimsAsync(cancellation))
        {
            foreach (var record in page.Claims.SelectMany(c => ProvRelations.Said(c, page).Concat(ProvRelations.Recorder(c.Id, page.Changes[c.Recorded])))) yield return record;
        }
    }

    /// <summary>Entities and sources, with the changes that registered them.</summary>
    private async IAsyncEnumerable<(Guid Id, ChangeRow Change)> RegisteredAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in view.EntitiesAsync(cancellation))
        {
            var (registered, _) = await view.ChangesAsync([.. page.Select(e => e.Id)], [], cancellation);
            foreach (var entity in page) yield return (entity.Id, registered[entity.Id]);
        }

        await foreach (var page in view.SourcesAsync(cancellation))
        {
            var (registered, _) = await view.ChangesAsync([.. page.Select(s => s.Id)], [], cancellation);
            foreach (var source in page) yield return (source.Id, registered[source.Id]);
        }
    }
}
