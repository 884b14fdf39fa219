using System.Runtime.CompilerServices;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>All statements that make one entity up.</summary>
/// <param name="Id">Its canonical id.</param>
/// <param name="Caption">What it is called.</param>
/// <param name="Referents">Ids of those that were merged into it.</param>
internal sealed record FtmGroup(string Id, string Schema, string Caption, IReadOnlyList<string> Referents, IReadOnlyList<FtmStatement> Statements);

/// <summary>The base as statements, those of an entity together: a dataset for each source, and one for the base, which says what there is.</summary>
internal sealed class FtmExport(ExportView view, string publisher)
{
    private readonly string dataset = FtmNames.Dataset(publisher.ToLowerInvariant());
    private readonly string? now = view.KnownAt is { } at ? FtmInstant.Of(at) : null;

    public async IAsyncEnumerable<FtmGroup> GroupsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        view.Report("fact", "A statement says who says it; what the base accepts, and why, is in facts-jsonl and facts-csv.");
        view.Report("citation", "FollowTheMoney has no citations between sources; prov-json has them.");
        view.Report("independence", "FollowTheMoney has no word for sources being independent of each other.");
        view.Report("identityJudgement", "Merges are there as canonical ids; that entities are different, or may be one, has no place in statements.");
        var mapping = new FtmClaims(view, now);
        await using var claims = ClaimsAsync(cancellation).GetAsyncEnumerator(cancellation);
        var more = await claims.MoveNextAsync();
        await foreach (var page in view.EntitiesAsync(cancellation))
        {
            var survivors = page.Where(e => e.MergedInto is null).ToList();
            var absorbed = await view.AbsorbedAsync([.. survivors.Select(e => e.Id)], cancellation);
            var (registered, _) = await view.ChangesAsync([.. survivors.Concat(absorbed.SelectMany(a => a)).Select(e => e.Id)], [], cancellation);
            foreach (var entity in survivors)
            {
                var statements = new List<FtmStatement>();
                foreach (var one in absorbed[entity.Id].Prepend(entity)) statements.AddRange(Base(one, entity, FtmInstant.Of(registered[one.Id].RecordedAt)));
                // Claims of what is not among the entities are those of erased ones.
                while (more && claims.Current.Claim.Subject.CompareTo(entity.Id) < 0) more = await claims.MoveNextAsync();
                for (; more && claims.Current.Claim.Subject == entity.Id; more = await claims.MoveNextAsync()) statements.AddRange(mapping.Of(claims.Current.Claim, claims.Current.Page));

                var id = FtmNames.Entity(entity.Kind, entity.Key);
                foreach (var group in statements.DistinctBy(s => s.Id).GroupBy(s => s.CanonicalId))
                {
                    yield return group.Key == id
                        ? new(id, FtmRules.SchemaOf(entity.Kind), entity.Label, [.. absorbed[entity.Id].Select(a => FtmNames.Entity(a.Kind, a.Key))], [.. group])
                        : new(group.Key, group.First().Schema, group.First().Schema, [], [.. group]);
                }
            }
        }

        await foreach (var group in SourcesAsync(cancellation)) yield return group;
    }

    /// <summary>What the base itself says: that there is an entity, and what it is called.</summary>
    private IEnumerable<FtmStatement> Base(EntityRow entity, EntityRow survivor, string registered)
    {
        var (id, schema) = (FtmNames.Entity(entity.Kind, entity.Key), FtmRules.SchemaOf(entity.Kind));
        FtmStatement Said(string prop, string type, string value) => new FtmStatement(id, schema, prop, value, dataset)
        {
            CanonicalId = FtmNames.Entity(survivor.Kind, survivor.Key), PropType = type, FirstSeen = registered, LastSeen = now,
        }.WithId();

        yield return Said(FtmStatement.IdProp, "id", id);
        yield return Said("name", "name", entity.Label);
        if (entity.Kind == EntityKind.Country) yield return Said("country", "country", entity.Key.ToLowerInvariant());
        if (entity.Kind == EntityKind.Diplomat) yield return Said("topics", "topic", "role.diplo");
    }

    private async IAsyncEnumerable<FtmGroup> SourcesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in view.SourcesAsync(cancellation))
        {
            var publishers = await view.TitlesAsync([.. page.Select(s => s.Publisher).OfType<Guid>()], cancellation);
            var (registered, _) = await view.ChangesAsync([.. page.Select(s => s.Id)], [], cancellation);
            foreach (var source in page)
            {
                if (source.IsErased || source.Kind == SourceKind.Informant)
                {
                    view.Report(source.IsErased ? "source.erased" : "source.INFORMANT", source.IsErased
                        ? "A person whose details were erased on request." : "Somebody who is not named is no entity; what they say has a dataset of its own all the same.");
                    continue;
                }

                if (source.Reliability is not null) view.Report("source.reliability", "FollowTheMoney has no grades.");
                if (source.RetractionPosition is not null) view.Report("source.retracted", "FollowTheMoney has no word for a source that was taken back.");
                var publisher = source.Publisher is { } by ? publishers.GetValueOrDefault(by) : null;
                var statements = FtmSources.Of(source, publisher, dataset, FtmInstant.Of(registered[source.Id].RecordedAt), now).ToList();
                yield return new(statements[0].EntityId, statements[0].Schema, source.Title, [], statements);
            }
        }
    }

    private async IAsyncEnumerable<(ClaimRow Claim, ClaimPage Page)> ClaimsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in view.ClaimsBySubjectAsync(cancellation)) foreach (var claim in page.Claims) yield return (claim, page);
    }
}
