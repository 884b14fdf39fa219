using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>What would be too much to answer is refused, and says so.</summary>
public sealed class SumLimitTests(PostgresServer postgres)
{
    [Fact]
    public async Task More_than_a_thousand_groups_or_aggregates_are_refused_and_a_thousand_are_not()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var numbers = Enumerable.Range(0, 1_002).ToList();
        var facts = new Facts().Paper("paper").Countries("FR", "DE", "RU").Register([.. numbers.Select(i => $"m{i}"), .. numbers.Select(i => $"c{i}")]);
        foreach (var i in numbers)
        {
            facts.Tell($"m{i}", "FR-RU", "1", $"{1900 + i / 12}-{i % 12 + 1:00}");
            facts.Tell($"c{i}", "DE-RU", i < 1_001 ? null : "7", partOf: i > 0 ? [$"c{i - 1}"] : null);
        }

        await facts.RecordAsync(server.Recorder);
        var groups = (await server.Ask("""{ expulsionStatistics(groupBy: [MONTH], filter: { expellingParty: { codes: ["FR"] } }) { month } }"""))["errors"]![0]!;
        Assert.Equal(("TOO_MANY_GROUPS", "groupBy"), ((string)groups["extensions"]!["code"]!, (string)groups["extensions"]!["argument"]!));
        var months = await server.Ask("""{ expulsionStatistics(groupBy: [MONTH], filter: { expellingParty: { codes: ["FR"] }, announced: { from: "1900-03" } }) { month } }""").MustBeData();
        Assert.Equal(1_000, months["expulsionStatistics"]!.AsArray().Count);

        var aggregates = (await server.Ask("""{ expulsionStatistics(groupBy: [], filter: { expellingParty: { codes: ["DE"] } }) { expulsions } }"""))["errors"]![0]!;
        Assert.Equal(("TOO_MANY_AGGREGATES", "filter"), ((string)aggregates["extensions"]!["code"]!, (string)aggregates["extensions"]!["argument"]!));
        // Connected with the one that is kept: a part of it may be a part of the others.
        var fewer = await server.Ask("{ expulsionStatistics(groupBy: [], filter: { headcount: { min: 7 } }) { expulsions persons { text } } }");
        Assert.Equal("TOO_MANY_AGGREGATES", (string)fewer["errors"]![0]!["extensions"]!["code"]!);
    }
}
