using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Reading;

/// <summary>What expulsions can be counted by.</summary>
public enum ExpulsionGrouping
{
    ExpellingParty = 1,
    SendingParty = 2,
    Year = 3,
    Measure = 4,
    Status = 5,
    Publicity = 6,
}

/// <summary>A sum of expulsions.</summary>
/// <param name="Group">Texts of the group's values, in the order that was asked for; null where unknown.</param>
/// <param name="Expulsions">How many, aggregates and their parts each.</param>
/// <param name="WithoutNumber">How many of them without a number of persons.</param>
public sealed record ExpulsionStatistic(IReadOnlyList<string?> Group, int Expulsions, int WithoutNumber, PersonRange Persons);

/// <summary>Sums of expulsions without double counting. Proposed and rejected ones are not counted.</summary>
public sealed class StatisticsQueries(ReadDatabase database)
{
    private static readonly Dictionary<ExpulsionGrouping, string> Columns = new()
    {
        [ExpulsionGrouping.ExpellingParty] = "x.expelling_party::text",
        [ExpulsionGrouping.SendingParty] = "x.sending_party::text",
        [ExpulsionGrouping.Year] = "extract(year from x.announced_from)::int::text",
        [ExpulsionGrouping.Measure] = "x.measure",
        [ExpulsionGrouping.Status] = "x.status",
        [ExpulsionGrouping.Publicity] = "x.publicity",
    };

    /// <summary>Groups in the order of their values, unknown ones last.</summary>
    public async Task<IReadOnlyList<ExpulsionStatistic>> SumAsync(
        Lens lens, Filter? filter, IReadOnlyList<ExpulsionGrouping> groupBy, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var where = Counted(lens, parameters);
        if (filter is not null) where.Add(filter.ToSql(where));
        var parts = await Read(where, parameters, "", [.. groupBy.Select(g => Columns[g])], cancellation);
        return [.. parts.GroupBy(p => p.Group, GroupComparer.Instance).Select(Sum).OrderBy(s => s.Group, GroupComparer.Instance)];
    }

    /// <summary>The sum of each episode's expulsions.</summary>
    public async Task<IReadOnlyDictionary<Guid, ExpulsionStatistic>> OfEpisodesAsync(Lens lens, IReadOnlyList<Guid> episodes, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var ids = parameters.Add(episodes.ToArray());
        var from = $" join {new LensTables(lens, parameters).Facts} o on o.subject = x.id and o.property = {PropertyNumbers.PartOf} and o.value_entity = any({ids})";
        var parts = await Read(Counted(lens, parameters), parameters, from, ["o.value_entity::text"], cancellation);
        var byEpisode = parts.ToLookup(p => Guid.Parse(p.Group[0]!));
        return episodes.ToDictionary(id => id, id => Sum(byEpisode[id]));
    }

    /// <summary>Single expulsions are summed by the database; those that aggregates sum up, and aggregates, come one by one.</summary>
    private async Task<List<Part>> Read(
        Where where, Parameters parameters, string join, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var partOf = $"select l.value_entity from {where.Tables.Facts} l join {where.Tables.Entities} a on a.id = l.value_entity and a.kind = {(int)EntityKind.Expulsion} "
            + $"where l.subject = x.id and l.property = {PropertyNumbers.PartOf}";
        var isLinked = $"exists ({partOf}) or exists (select from {where.Tables.Facts} l where l.property = {PropertyNumbers.PartOf} and l.value_entity = x.id "
            + $"and l.value_entity is not null)";
        var groups = string.Concat(columns.Select((c, i) => $"{c} as g{i}, "));
        var sql = $"""
            select {string.Concat(columns.Select((_, i) => $"g{i}, "))} linked, partof, count(*)::int, count(headcount_text)::int, coalesce(sum(headcount_min), 0)::bigint,
                   case when count(*) = count(headcount_max) then coalesce(sum(headcount_max), 0)::bigint end
            from (
                select {groups} case when {isLinked} then x.id end as linked, array({partOf}) as partof,
                       x.headcount_text, x.headcount_min, x.headcount_max
                from {where.Tables.Expulsions} x join {where.Tables.Entities} e on e.id = x.id{join} where {where.Sql}
            ) s group by {string.Concat(columns.Select((_, i) => $"g{i}, "))} linked, partof
            """;
        return await database.ReadAsync(sql, parameters, r => Part.Read(r, columns.Count), cancellation);
    }

    private static Where Counted(Lens lens, Parameters parameters)
    {
        var where = new Where(parameters, lens);
        where.Add(where.Tables.IsInTheWorld("x.id"));
        where.Add("(x.status is null or x.status not in ('PROPOSED', 'REJECTED'))");
        return where;
    }

    private static ExpulsionStatistic Sum(IEnumerable<Part> parts)
    {
        var all = parts.ToList();
        var single = all.Where(p => p.Linked is null).Select(p => p.Persons).Aggregate(new PersonRange(0, 0), PersonRange.Add);
        var linked = all.Where(p => p.Linked is not null).Select(p => new CountedExpulsion(p.Linked!.Value, p.Headcount, p.PartOf)).ToList();
        return new(
            all.Count == 0 ? [] : all[0].Group, all.Sum(p => p.Count), all.Sum(p => p.Count - p.WithNumber), single + ExpulsionSums.Of(linked));
    }

    /// <summary>One linked expulsion, or the sum of those of a group that are not.</summary>
    private sealed record Part(IReadOnlyList<string?> Group, Guid? Linked, Guid[] PartOf, int Count, int WithNumber, PersonRange Persons)
    {
        public Headcount? Headcount => WithNumber == 0 ? null : new((int)Persons.Min, (int?)Persons.Max, "");

        public static Part Read(NpgsqlDataReader r, int width)
        {
            var group = new string?[width];
            for (var i = 0; i < width; i++) group[i] = r.IsDBNull(i) ? null : r.GetString(i);
            return new(
                group, r.IsDBNull(width) ? null : r.GetGuid(width), r.GetFieldValue<Guid[]>(width + 1), r.GetInt32(width + 2), r.GetInt32(width + 3),
                new(r.GetInt64(width + 4), r.IsDBNull(width + 5) ? null : r.GetInt64(width + 5)));
        }
    }

    private sealed class GroupComparer : IEqualityComparer<IReadOnlyList<string?>>, IComparer<IReadOnlyList<string?>>
    {
        public static GroupComparer Instance { get; } = new();

        public bool Equals(IReadOnlyList<string?>? a, IReadOnlyList<string?>? b) => Compare(a, b) == 0;

        public int GetHashCode(IReadOnlyList<string?> group) => group.Aggregate(0, (hash, text) => HashCode.Combine(hash, text));

        public int Compare(IReadOnlyList<string?>? a, IReadOnlyList<string?>? b)
        {
            foreach (var (left, right) in (a ?? []).Zip(b ?? []))
            {
                var order = left is null || right is null ? (left is null).CompareTo(right is null) : string.CompareOrdinal(left, right);
                if (order != 0) return order;
            }

            return 0;
        }
    }
}
