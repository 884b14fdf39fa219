using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading.Identity;

/// <summary>An entity under the id that it was registered with, and how it was merged into another one.</summary>
/// <param name="Merge">Null while it is one of its own.</param>
public sealed record EntityReferenceRow(EntityRow Entity, MergeRow? Merge);

/// <summary>What was merged into what, and what curators judged of it.</summary>
public sealed class IdentityQueries(ReadDatabase database)
{
    /// <summary>Absorbed entities that are listed of one survivor.</summary>
    public const int MostAbsorbed = 1_000;

    private const int Width = RowReaders.EntityWidth + RowReaders.MergeWidth;

    private static readonly string Columns = $"{RowReaders.EntityColumns("e")}, {RowReaders.MergeColumns("g")}";

    private static readonly Listing<IdentityJudgementRow> Judgements = new(
        RowReaders.IdentityJudgementColumns("i"), RowReaders.IdentityJudgementWidth, r => RowReaders.IdentityJudgement(r), t => $"{t.IdentityJudgements} i");

    /// <summary>In the order in which they were recorded.</summary>
    public static Ordering Ordering { get; } = new("identityJudgements", [], new("recorded", "i.recorded", OrderType.Number));

    /// <summary>Entities by the ids that they were registered with.</summary>
    public async Task<IReadOnlyDictionary<Guid, EntityReferenceRow>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"select {Columns} from {tables.Entities} e left join {tables.Merges} g on g.absorbed = e.id where e.id = any({parameters.Add(ids.ToArray())})",
            parameters, Read, cancellation);
        return rows.ToDictionary(r => r.Entity.Id);
    }

    /// <summary>All that was merged into entities, directly or not, in the order of the merges.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<EntityReferenceRow>>> AbsorbedAsync(Lens lens, IReadOnlyList<Guid> survivors, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            select l.* from unnest({parameters.Add(survivors.ToArray())}) p(id) cross join lateral (
                select {Columns} from {tables.Entities} e join {tables.Merges} g on g.absorbed = e.id
                where e.survivor = p.id and e.merged_into is not null order by g.recorded limit {MostAbsorbed}) l
            """,
            parameters, Read, cancellation);
        return rows.GroupBy(r => r.Entity.Survivor).ToDictionary(g => g.Key, g => (IReadOnlyList<EntityReferenceRow>)[.. g.OrderBy(r => r.Merge!.Recorded)]);
    }

    /// <summary>The judgements that name entities, or what was merged into them.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<IdentityJudgementRow>>> JudgementsAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> survivors, CancellationToken cancellation) => Judgements.PagesAsync(
        database, lens, request, survivors, w =>
        {
            var members = $"any(array({w.Tables.MembersOf("select p.id")}))";
            return $"(i.first = {members} or i.second = {members})";
        }, cancellation);

    /// <summary>The judgement that stands on a pair; null when there is none.</summary>
    public async Task<IdentityJudgementRow?> JudgementAsync(Lens lens, Guid one, Guid other, CancellationToken cancellation)
    {
        var (first, second) = Domain.Ids.Identifiers.Ordered(one, other);
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.IdentityJudgementColumns("i")} from {new LensTables(lens, parameters).IdentityJudgements} i where i.first = {parameters.Add(first)} and i.second = {parameters.Add(second)}",
            parameters, r => RowReaders.IdentityJudgement(r), cancellation);
        return rows.SingleOrDefault();
    }

    private static EntityReferenceRow Read(Npgsql.NpgsqlDataReader r) => new(RowReaders.Entity(r), r.IsDBNull(RowReaders.EntityWidth) ? null : RowReaders.Merge(r, RowReaders.EntityWidth));
}
