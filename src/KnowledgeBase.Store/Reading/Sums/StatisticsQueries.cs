using System.Globalization;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>Two parties.</summary>
public readonly record struct PartyPair(Guid One, Guid Other);

/// <summary>
/// Sums of expulsions in which nobody is counted twice (see <see cref="Domain.Expulsions.ExpulsionSums"/>). Proposed and rejected
/// ones are not counted. Each sum is read in one statement, so that it is of one moment.
/// </summary>
public sealed class StatisticsQueries(ReadDatabase database)
{
    public const int MostGroups = 1_000;
    public const int MostAggregates = 1_000;

    private const int MostRows = 20_000;

    /// <summary>
    /// Groups in the order of their values, unknown ones last. Groups do not overlap, except those of episodes: an expulsion counts
    /// in each episode that it belongs to.
    /// </summary>
    /// <exception cref="SumTooLargeException">There are more than <see cref="MostGroups"/>.</exception>
    public async Task<IReadOnlyList<ExpulsionStatistic>> SumAsync(
        Lens lens, Filter? filter, IReadOnlyList<ExpulsionGrouping> groupBy, CancellationToken cancellation)
    {
        var (parameters, where) = Counted(lens);
        if (filter is not null) where.Add(filter.ToSql(where));
        var columns = groupBy.Where(g => !GroupColumns.IsOfSet(g)).ToList();
        var byEpisode = columns.Count < groupBy.Count;
        var sums = await ReadAsync(new(where, [.. columns.Select(GroupColumns.Of)]) { ByEpisode = byEpisode }, parameters, cancellation);
        var statistics = sums.Sets.Order(StringComparer.Ordinal).OrderBy(s => s is null)
            .SelectMany(set => sums.ByGroup(set).Select(s => s with { Group = Place(groupBy, s.Group, set) })).ToList();
        return statistics.Count > MostGroups ? throw new SumTooLargeException(true, MostGroups) : statistics;
    }

    /// <summary>The sum of each episode's expulsions, of those within its episodes too; each counts once, however it belongs to it.</summary>
    public async Task<IReadOnlyDictionary<Guid, ExpulsionStatistic>> OfEpisodesAsync(Lens lens, IReadOnlyList<Guid> episodes, CancellationToken cancellation)
    {
        var (parameters, where) = Counted(lens);
        var sums = await ReadAsync(new(where, []) { Sets = Within(where.Tables, parameters.Add(episodes.ToArray())) }, parameters, cancellation);
        return episodes.ToDictionary(id => id, id => sums.ByGroup(id.ToString()).SingleOrDefault(ExpulsionStatistic.None));
    }

    /// <summary>How many parties took part in each episode and those within it.</summary>
    public async Task<IReadOnlyDictionary<Guid, EpisodeParties>> PartiesOfEpisodesAsync(Lens lens, IReadOnlyList<Guid> episodes, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            with recursive {Within(tables, parameters.Add(episodes.ToArray()))},
            counted as (select s.set_id, x.* from sets s join {tables.Expulsions} x on x.id = s.id where {SumStatement.Counts(tables)}),
            single as (
                select c.* from counted c where (
                    select true from {tables.Facts} f join {tables.Expulsions} x on x.id = f.subject
                    where f.property = {PropertyNumbers.PartOf} and f.value_entity = c.id and f.value_entity is not null and {SumStatement.Counts(tables)} limit 1) is null
            ),
            party(set_id, expelling, sending) as (
                select s.set_id, s.expelling_party, s.sending_party from single s
                union all
                select s.set_id, f.value_entity, null from sets s join {tables.Facts} f on f.subject = s.id and f.property = {PropertyNumbers.EpisodeExpellingParty} and f.value_entity is not null
            )
            select p.set_id, count(distinct p.expelling)::int, count(distinct p.sending)::int,
                   (select count(*)::int from single s where s.set_id = p.set_id and s.expelling_party is null),
                   (select count(*)::int from single s where s.set_id = p.set_id and s.sending_party is null)
            from party p group by p.set_id
            """,
            parameters, r => (Episode: r.GetGuid(0), Parties: new EpisodeParties(r.GetInt32(1), r.GetInt32(3), r.GetInt32(2), r.GetInt32(4))), cancellation);
        return rows.ToDictionary(r => r.Episode, r => r.Parties);
    }

    /// <summary>Sums of what two parties expelled of each other's staff, by the expelling party.</summary>
    public async Task<IReadOnlyDictionary<PartyPair, IReadOnlyList<ExpulsionStatistic>>> BetweenAsync(
        Lens lens, IReadOnlyList<PartyPair> pairs, CancellationToken cancellation)
    {
        var (parameters, where) = Counted(lens);
        var (one, other) = (parameters.Add(pairs.Select(p => p.One).ToArray()), parameters.Add(pairs.Select(p => p.Other).ToArray()));
        var sets = $"""
            sets(set_id, id) as (
                select p.n, x.id from unnest({one}, {other}) with ordinality p(one, other, n) join {where.Tables.Expulsions} x on x.expelling_party = p.one and x.sending_party = p.other
                union all
                select p.n, x.id from unnest({one}, {other}) with ordinality p(one, other, n) join {where.Tables.Expulsions} x on x.expelling_party = p.other and x.sending_party = p.one
            )
            """;
        var sums = await ReadAsync(ByExpellingParty(where, sets), parameters, cancellation);
        return pairs.Select((pair, i) => (pair, Sums: sums.ByGroup((i + 1).ToString(CultureInfo.InvariantCulture)))).ToDictionary(p => p.pair, p => p.Sums);
    }

    /// <summary>Sums of exchanges, by the expulsions that they begin with and the expelling party.</summary>
    internal async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ExpulsionStatistic>>> OfExchangesAsync(
        Lens lens, IReadOnlyList<Guid> beginnings, CancellationToken cancellation)
    {
        var (parameters, where) = Counted(lens);
        var sets = $"{ExchangeQueries.Chain(where.Tables, parameters.Add(beginnings.ToArray()))}, sets as (select c.root as set_id, c.id from chain c)";
        var sums = await ReadAsync(ByExpellingParty(where, sets), parameters, cancellation);
        return beginnings.ToDictionary(id => id, id => sums.ByGroup(id.ToString()));
    }

    /// <summary>The table expression <c>sets(set_id, id)</c>: episodes, and what is part of each, over however many steps.</summary>
    private static string Within(LensTables tables, string episodes) => $"""
        sets(set_id, id) as (
            select p, p from unnest({episodes}) p
            union
            select s.set_id, f.subject from sets s join {tables.Facts} f on f.value_entity = s.id and f.property in {PartOf.Properties} and f.value_entity is not null
        )
        """;

    private static SumStatement ByExpellingParty(Where where, string sets) => new(where, [GroupColumns.Of(ExpulsionGrouping.ExpellingParty)]) { Sets = sets };

    private static (Parameters Parameters, Where Where) Counted(Lens lens)
    {
        var parameters = new Parameters();
        var where = new Where(parameters, lens);
        where.Add(SumStatement.Counts(where.Tables));
        return (parameters, where);
    }

    private async Task<Summing> ReadAsync(SumStatement statement, Parameters parameters, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(statement.Sql(parameters.Add(MostRows + 1)), parameters, r => SumRow.Read(r, statement.Columns.Count), cancellation);
        if (rows.Count(r => !r.IsSummed && r.Expulsion.Id is not null) > MostAggregates) throw new SumTooLargeException(false, MostAggregates);
        if (rows.Count > MostRows) throw new SumTooLargeException(true, MostGroups);
        return new(rows);
    }

    /// <summary>The group's values where they were asked for.</summary>
    private static List<string?> Place(IReadOnlyList<ExpulsionGrouping> groupBy, IReadOnlyList<string?> values, string? set)
    {
        var next = 0;
        return [.. groupBy.Select(g => GroupColumns.IsOfSet(g) ? set : values[next++])];
    }
}
