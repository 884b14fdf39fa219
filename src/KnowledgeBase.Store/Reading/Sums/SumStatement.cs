using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>
/// The statement that reads what is to be added up. The database sums single expulsions, those that are part of the same
/// aggregates together; aggregates come one by one, those that are summed and those that they are connected with.
/// </summary>
/// <param name="Where">Conditions on the expulsions that are summed (aliases <c>x</c> and <c>e</c>).</param>
/// <param name="Columns">Expressions of the groups.</param>
internal sealed record SumStatement(Where Where, IReadOnlyList<string> Columns)
{
    /// <summary>Table expressions before the others, one of them <c>sets(set_id, id)</c>; null to sum everything once.</summary>
    public string? Sets { get; init; }

    /// <summary>Whether an expulsion belongs to the set of each of its episodes.</summary>
    public bool ByEpisode { get; init; }

    private LensTables Tables => Where.Tables;

    /// <summary>What is neither proposed nor rejected, and in the world.</summary>
    public static string Counts(LensTables tables) => $"(x.status is null or x.status not in ('PROPOSED', 'REJECTED')) and {tables.IsExpulsionInTheWorld}";

    public string Sql(string limit)
    {
        var groups = string.Concat(Columns.Select((_, i) => $"k.g{i}, "));
        var nulls = string.Concat(Columns.Select(_ => "null::text, "));
        return $"""
            with recursive {(Sets is null ? "" : $"{Sets}, ")}{Kept()}, {Linked()}
            select true, true, k.set_id, {groups}case when l.is_whole then k.id end, coalesce(l.wholes, '{"{}"}'), {Figures("k")}
            from kept k left join linked l on l.id = k.id
            group by k.set_id, {groups}case when l.is_whole then k.id end, coalesce(l.wholes, '{"{}"}')
            union all
            select false, k.counts, null, {nulls}case when k.is_whole then k.id end, k.wholes, {Figures("k")}
            from (
                select x.*, l.wholes, l.is_whole, {Counts(Tables)} as counts, false as is_contested from linked l cross join lateral (select x.* from {Tables.Expulsions} x where x.id = l.id limit 1) x
            ) k where k.counts or k.is_whole
            group by k.counts, case when k.is_whole then k.id end, k.wholes
            limit {limit}
            """;
    }

    private static string Figures(string alias) => $"""
        count(*)::int, count({alias}.headcount_text)::int, count(*) filter (where {alias}.is_contested)::int, coalesce(sum({alias}.headcount_min), 0)::bigint,
        case when count(*) = count({alias}.headcount_max) then sum({alias}.headcount_max)::bigint end
        """;

    /// <summary>What is summed.</summary>
    private string Kept()
    {
        var columns = string.Concat(Columns.Select((c, i) => $"{c} as g{i}, "));
        var from = $"{Tables.Expulsions} x join {Tables.Entities} e on e.id = x.id "
            + $"left join {Tables.Facts} h on h.subject = x.id and h.property = {PropertyNumbers.Headcount}";
        var select = $"{columns}x.id, x.headcount_text, x.headcount_min, x.headcount_max, coalesce(h.status = {(short)FactStatus.Contested}, false) as is_contested";
        if (!ByEpisode)
        {
            var (set, join) = Sets is null ? ("null::text", "") : ("s.set_id::text", " join sets s on s.id = x.id");
            return $"kept as materialized (select {set} as set_id, {select} from {from}{join} where {Where.Sql})";
        }

        return $"""
            matching as materialized (select {select} from {from} where {Where.Sql}),
            wholes_of(id, whole) as (
                select m.id, m.id from matching m
                union
                select w.id, f.value_entity from wholes_of w join {Tables.Facts} f on f.subject = w.whole and f.property in {PartOf.Properties} and f.value_entity is not null
            ),
            episode_of as (select w.id, w.whole from wholes_of w join {Tables.Entities} a on a.id = w.whole and a.kind = {(int)EntityKind.Episode}),
            kept as materialized (select o.whole::text as set_id, m.* from matching m left join episode_of o on o.id = m.id)
            """;
    }

    /// <summary>
    /// What is connected by being part of each other, with what is summed among it. Few expulsions are, and the planner thinks they are
    /// many: so they are looked up one by one (<c>limit 1</c>), and the tables are not read as a whole.
    /// </summary>
    private string Linked()
    {
        var up = $"{Tables.Facts} f join {Tables.Entities} a on a.id = f.value_entity and a.kind = {(int)EntityKind.Expulsion} where f.property = {PropertyNumbers.PartOf}";
        var down = $"{Tables.Facts} f where f.property = {PropertyNumbers.PartOf} and f.value_entity is not null";
        // Sets are small; all that a filter keeps may be everything, and is compared with all links at once.
        var starts = Sets is null
            ? $"select distinct k.id from kept k where exists (select from {up} and f.subject = k.id) or exists (select from {down} and f.value_entity = k.id)"
            : $"select distinct k.id from kept k where (select true from {up} and f.subject = k.id limit 1) or (select true from {down} and f.value_entity = k.id limit 1)";
        return $"""
            starts(id) as ({starts}),
            connected(id) as (
                select s.id from starts s
                union
                select n.id from connected c cross join lateral (
                    select f.value_entity as id from {up} and f.subject = c.id union all select f.subject from {down} and f.value_entity = c.id
                ) n
            ),
            linked as materialized (
                select c.id, array(select distinct f.value_entity from {up} and f.subject = c.id order by f.value_entity) as wholes,
                       coalesce((select true from {down} and f.value_entity = c.id limit 1), false) as is_whole
                from connected c
            )
            """;
    }
}
