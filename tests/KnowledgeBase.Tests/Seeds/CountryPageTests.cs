using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Seeds;

/// <summary>The page of a country, in one query: schema/operations/18-country-page.graphql, asked of the real seeds.</summary>
public sealed class CountryPageTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static string Query => File.ReadAllText(Path.Combine(Contract.Folder, "operations", "18-country-page.graphql"));

    [Fact]
    public async Task Frances_last_expulsions_are_shown_newest_first_with_roots_and_whether_they_are_contested()
    {
        var country = (await server.Ask(Query, new { code = "FR" }).MustBeData())["country"]!;
        Assert.Equal("France", (string)country["name"]!);
        var lines = country["expelled"]!["nodes"]!.AsArray().Select(n => string.Join(", ",
            n!["announcedOn"], n["sendingParty"]!["label"], n["headcount"]!["text"], $"contested {n["headcountFact"]!["contested"]}",
            $"{n["headcountFact"]!["corroboration"]!["namedRoots"]} named and {n["headcountFact"]!["corroboration"]!["unattributedRoots"]} unattributed",
            n["headcountFact"]!["corroboration"]!["independence"]));
        Assert.Equal(
        [
            "2025-05-14, Algeria, unspecified, contested false, 1 named and 0 unattributed, SINGLE_ROOT",
            "2025-04-15, Algeria, 12, contested false, 1 named and 0 unattributed, SINGLE_ROOT",
            "2022-04-11, Russia, 6, contested false, 1 named and 0 unattributed, SINGLE_ROOT",
            "2022-04-04, Russia, 35, contested true, 1 named and 1 unattributed, NOT_ESTABLISHED",
            // The story that the base began with: however many sites reprint it, one root, and nobody knows who that is.
            "2020~, Russia, 1, contested false, 0 named and 1 unattributed, SINGLE_ROOT",
        ], lines.Take(5));
        Assert.Equal((11, 11), ((int)country["expelled"]!["totalCount"]!, lines.Count()));
    }

    [Fact]
    public async Task Of_more_than_twenty_the_newest_are_shown_and_the_flag_is_what_the_status_says()
    {
        var page = (await server.Ask(Query, new { code = "RU" }).MustBeData())["country"]!["expelled"]!;
        var whole = (await server.Ask(
            "{ country(code: \"RU\") { expelled(first: 100) { totalCount nodes { announcedOn status headcount { text } headcountFact { status contested corroboration { namedRoots unattributedRoots independence } } } } } }")
            .MustBeData())["country"]!["expelled"]!;
        Assert.Equal((int)whole["totalCount"]!, whole["nodes"]!.AsArray().Count);
        var announced = whole["nodes"]!.AsArray().Where(n => (string?)n!["status"] is not ("PROPOSED" or "REJECTED")).Select(n => FirstDay(n!)).OrderDescending().ToList();
        Assert.Equal(announced.Count, (int)page["totalCount"]!);
        Assert.True(announced.Count > 20);
        Assert.Equal(announced.Take(20), page["nodes"]!.AsArray().Select(n => FirstDay(n!)));
        Assert.All(whole["nodes"]!.AsArray(), n => Assert.Equal((string)n!["headcountFact"]!["status"]! == "CONTESTED", (bool)n["headcountFact"]!["contested"]!));
    }

    private static DateOnly FirstDay(JsonNode expulsion) =>
        (string?)expulsion["announcedOn"] is { } text ? EdtfDate.Parse(text).Earliest ?? DateOnly.MinValue : DateOnly.MinValue;
}
