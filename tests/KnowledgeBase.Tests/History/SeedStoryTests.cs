using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>The example of an expulsion's story, on the seeds.</summary>
public sealed class SeedStoryTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Expulsion = "Germany expels 40 Russian diplomats (2022)";
    private const string Arabiya = "\"Russia's expulsion of 40 German diplomats not 'justified': Berlin\" (Al Arabiya)";
    private const string NewsAz = "\"Number of Russian diplomats expelled from Western countries reaches 250\" (News.Az)";
    private const string Recorder = "\"Russia expels 40 German diplomatic staff in tit-for-tat move\" (Business Recorder)";
    private const string According = $"according to {Arabiya}, {NewsAz} and 2 others";

    [Fact]
    public async Task The_story_of_an_expulsion_with_what_each_change_did()
    {
        var told = new List<string>();
        foreach (var change in (await Story())["changes"]!["nodes"]!.AsArray())
        {
            told.Add(change!["summary"]!.GetValue<string>());
            told.AddRange(change["effects"]!["nodes"]!.AsArray().Select(
                e => $"- {e!["property"]} {e["effect"]}: {e["before"]?["valueText"] ?? "nothing"} -> {e["after"]!["valueText"]} {e["after"]!["status"]}"));
        }

        Assert.Equal(
            [
                $"{Expulsion} was registered as an expulsion.",
                $"{Arabiya} states about {Expulsion}: headcount \"40\".",
                "- EXPULSION_HEADCOUNT VALUE_ACCEPTED: nothing -> 40 UNCONTESTED",
                $"{NewsAz} states about {Expulsion}: headcount \"40\".",
                "- EXPULSION_HEADCOUNT SUPPORT_CHANGED: 40 -> 40 UNCONTESTED",
                $"{Recorder} reports about {Expulsion}: headcount \"a significant number\", according to Ministry of Foreign Affairs of Russia.",
                "- EXPULSION_HEADCOUNT VALUE_CHANGED: 40 -> a significant number CONTESTED",
                $"The claim of {Recorder} about {Expulsion} (headcount \"a significant number\") was ranked deprecated, formerly normal: It names no figure and others do: no rival to theirs.",
                "- EXPULSION_HEADCOUNT VALUE_CHANGED: a significant number -> 40 UNCONTESTED",
                $"{Recorder} states about {Expulsion}: announced on 2022-04-04.",
                "- EXPULSION_ANNOUNCED_ON VALUE_ACCEPTED: nothing -> 2022-04-04 UNCONTESTED",
                $"KnowledgeBase seed research reports about {Expulsion}: expelling party Germany, {According}.",
                "- EXPULSION_EXPELLING_PARTY VALUE_ACCEPTED: nothing -> Germany UNCONTESTED",
                $"KnowledgeBase seed research reports about {Expulsion}: sending party Russia, {According}.",
                "- EXPULSION_SENDING_PARTY VALUE_ACCEPTED: nothing -> Russia UNCONTESTED",
                $"KnowledgeBase seed research reports about {Expulsion}: publicity public, {According}.",
                "- EXPULSION_PUBLICITY VALUE_ACCEPTED: nothing -> PUBLIC UNCONTESTED",
                $"KnowledgeBase seed research reports about {Expulsion}: stated reason \"working against freedom and cohesion; reaction to Bucha\", {According}.",
                "- EXPULSION_STATED_REASON VALUE_ACCEPTED: nothing -> working against freedom and cohesion; reaction to Bucha UNCONTESTED",
            ],
            told[..19]);
        Assert.Single((await Story())["changes"]!["nodes"]!.AsArray().Select(c => c!["import"]!["key"]!.GetValue<string>()).Distinct());
    }

    [Fact]
    public async Task The_values_of_its_headcount_one_after_the_other()
    {
        var history = (await Story())["facts"]![0]!["history"]!["nodes"]!.AsArray();
        Assert.Equal(["40", "a significant number", "40"], history.Select(v => v!["valueText"]!.GetValue<string>()));
        Assert.Equal(history.Skip(1).Select(v => v!["from"]!["summary"]!.ToString()), history.SkipLast(1).Select(v => v!["until"]!["summary"]!.ToString()));
        Assert.StartsWith($"The claim of {Recorder}", (await Story())["facts"]![0]!["acceptedBy"]!["summary"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> Story()
    {
        var (folder, cancellation) = (Path.Combine(Contract.Folder, "operations"), TestContext.Current.CancellationToken);
        var query = await File.ReadAllTextAsync(Path.Combine(folder, "17-story.graphql"), cancellation);
        var variables = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "17-story.variables.json"), cancellation));
        return (await server.Ask(query, variables).MustBeData())["entity"]!;
    }
}
