using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Sums;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>
/// Sums of random expulsions, as the database adds them up in parts, against the rule applied to every expulsion one by one. (That
/// the rule is right is proved in the Domain's tests.)
/// </summary>
public sealed class RandomSumTests(PostgresServer postgres)
{
    private const int Expulsions = 26;

    private static readonly string[] Expelling = ["FR", "DE", "US", "eu"];
    private static readonly string[] Numbers = ["1", "2", "5", "30", "2 to 4", "over 10", "several"];

    private sealed record Told(string Key, string? By, int? Year, string? Number, bool Counts, IReadOnlyList<string> PartOf)
    {
        public SummedExpulsion Summed => new(
            Facts.Entity(Key).EntityId, Number is null ? null : PersonRange.Of(Facts.Number(Number).Headcount),
            [.. PartOf.Where(p => !p.Contains(':', StringComparison.Ordinal)).Select(p => Facts.Entity(p).EntityId)], Counts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_is_filtered_and_grouped_the_sums_are_those_of_the_rule(int seed)
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var random = new Random(seed);
        var told = Enumerable.Range(0, Expulsions).Select(i => Random(random, i)).ToList();
        var facts = new Facts().Paper("paper").Countries("FR", "DE", "US", "RU").Organisations("eu").Episodes("e0", "e1", "e2").Register([.. told.Select(t => t.Key)])
            .SayOfEpisode("e1", "partOf", Facts.Entity("episode:e0")).SayOfEpisode("e2", "partOf", Facts.Entity("episode:e1"));
        foreach (var t in told.OrderBy(_ => random.Next()))
        {
            facts.Tell(t.Key, $"{t.By}-RU", t.Number, t.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. t.PartOf], status: t.Counts ? null : random.Next(2) == 0 ? "PROPOSED" : "REJECTED");
        }

        await facts.RecordAsync(server.Recorder);
        var queries = server.Services.GetRequiredService<StatisticsQueries>();
        var linked = 0;
        foreach (var by in Expelling.Append(null))
        {
            foreach (var only in new[] { true, false })
            {
                var filter = by is null ? null : new ExpulsionFilter { ExpellingParty = [Facts.Party(by).EntityId] };
                var wanted = filter is null || only ? filter : new ExpulsionFilter { Not = filter };
                var kept = told.FindAll(t => t.Counts && (by is null || t.By == by == only));
                linked += kept.Count(k => k.PartOf.Count > 0);
                await Compare(queries, wanted, [], told, kept, _ => "");
                await Compare(queries, wanted, [ExpulsionGrouping.ExpellingParty], told, kept, t => t.By is null ? null : Facts.Party(t.By).EntityId.ToString());
                await Compare(queries, wanted, [ExpulsionGrouping.Year], told, kept, t => t.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.True(linked > 50, $"{linked}");
        await CompareEpisodes(queries, told);
    }

    private static async Task Compare(
        StatisticsQueries queries, Filter? filter, IReadOnlyList<ExpulsionGrouping> groupBy, List<Told> all, List<Told> kept, Func<Told, string?> groupOf)
    {
        var groups = kept.Select(groupOf).Distinct().ToList();
        var expected = new ExpulsionSums([.. all.Select(t => t.Summed)]).ByGroup(kept.Select(t => (t.Summed, groups.IndexOf(groupOf(t)))));
        var actual = await queries.SumAsync(Lens.Now, filter, groupBy, TestContext.Current.CancellationToken);
        Assert.Equal(
            expected.Select(e => (Group: groups[e.Key] ?? "-", e.Value, kept.Count(t => groupOf(t) == groups[e.Key]), kept.Count(t => groupOf(t) == groups[e.Key] && t.Number is null))).OrderBy(e => e.Group, StringComparer.Ordinal),
            actual.Select(a => (Group: groupBy.Count == 0 ? "" : a.Group[0] ?? "-", a.Persons, a.Expulsions, a.WithoutNumber)).OrderBy(a => a.Group, StringComparer.Ordinal));
    }

    /// <summary>What belongs to an episode is found by going up from every expulsion.</summary>
    private static async Task CompareEpisodes(StatisticsQueries queries, List<Told> told)
    {
        var sums = new ExpulsionSums([.. told.Select(t => t.Summed)]);
        var ids = Enumerable.Range(0, 3).Select(i => Facts.Entity($"episode:e{i}").EntityId).ToList();
        var actual = await queries.OfEpisodesAsync(Lens.Now, ids, TestContext.Current.CancellationToken);
        var grouped = await queries.SumAsync(Lens.Now, null, [ExpulsionGrouping.Episode], TestContext.Current.CancellationToken);
        for (var i = 0; i < ids.Count; i++)
        {
            var within = told.FindAll(t => t.Counts && BelongsTo(t, i, told, []));
            Assert.Equal((sums.Of(within.Select(t => t.Summed)), within.Count), (actual[ids[i]].Persons, actual[ids[i]].Expulsions));
            Assert.Equal(actual[ids[i]].Persons, grouped.SingleOrDefault(g => g.Group[0] == ids[i].ToString())?.Persons ?? PersonRange.None);
        }
    }

    /// <summary>e2 is in e1, e1 in e0.</summary>
    private static bool BelongsTo(Told told, int episode, List<Told> all, HashSet<string> seen) => seen.Add(told.Key) && told.PartOf.Any(whole =>
        whole.StartsWith("episode:e", StringComparison.Ordinal) ? whole[^1] - '0' >= episode : BelongsTo(all.Single(t => t.Key == whole), episode, all, seen));

    private static Told Random(Random random, int i)
    {
        var wholes = new HashSet<string>();
        if (random.Next(3) > 0) wholes.Add($"x{random.Next(Expulsions / 2)}");
        if (random.Next(5) == 0) wholes.Add($"x{random.Next(Expulsions / 2)}");
        if (random.Next(3) == 0) wholes.Add($"episode:e{random.Next(3)}");
        // Nobody can say of an expulsion that it is part of itself.
        wholes.Remove($"x{i}");
        return new(
            $"x{i}", random.Next(5) == 0 ? null : Expelling[random.Next(Expelling.Length)], random.Next(4) == 0 ? null : 2018 + random.Next(3),
            random.Next(4) == 0 ? null : Numbers[random.Next(Numbers.Length)], random.Next(6) > 0, [.. wholes]);
    }
}
