using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>Aggregates and parts in different groups, and filters that keep some of them only.</summary>
public sealed class StatisticsTests(WaveWorld world) : IClassFixture<WaveWorld>
{
    private const string Dated2018 = """announced: { on: "2018" }""";

    private static string Id(EntityKind kind, string key) => GlobalId.Of(kind.ToString(), Identifiers.Entity(kind, key));

    [Fact]
    public async Task One_sum_of_everything_counts_nobody_twice() =>
        // The EU and NATO share 4: 30 to 46. The West is 83 by its parts; then 2, 1 and an unknown number.
        (await Ask("groupBy: []", "expulsions aggregates withoutHeadcount contested contestedShare persons { text }")).Is("""
            [{ "expulsions": 10, "aggregates": 3, "withoutHeadcount": 2, "contested": 1, "contestedShare": 0.1, "persons": { "text": "at least 116" } }]
            """);

    [Fact]
    public async Task An_aggregate_counts_in_its_group_only_whom_its_parts_in_others_leave() =>
        (await ByLabel("expellingParty", $$"""groupBy: [EXPELLING_PARTY], filter: { {{Dated2018}} , not: { party: { ids: ["{{Id(EntityKind.Organisation, "nato")}}"] } } }""")).Is("""
            { "DE": "5 to 6", "FR": "4", "GB": "23", "US": "60", "eu": "20 to 21", "": "0" }
            """);

    [Fact]
    public async Task Where_aggregates_overlap_whom_they_have_beyond_their_parts_may_be_in_the_other_one() =>
        (await ByLabel("expellingParty", $$"""groupBy: [EXPELLING_PARTY], filter: { {{Dated2018}} }""")).Is("""
            { "DE": "5 to 6", "FR": "4", "GB": "23", "US": "60", "eu": "4 to 21", "nato": "0 to 16", "": "0" }
            """);

    [Theory]
    // The aggregates alone count with all their persons, without a number with those of their parts.
    [InlineData("""expellingParty: { ids: ["$eu"] }""", "30")]
    [InlineData("""not: { expellingParty: { codes: ["FR", "DE", "US", "GB"], ids: ["$eu", "$nato"] } }""", "83")]
    // The parts alone count with their own.
    [InlineData("""expellingParty: { codes: ["FR", "DE"] }, announced: { on: "2018" }""", "9 to 10")]
    // One part and its aggregate.
    [InlineData("""expellingParty: { codes: ["FR"], ids: ["$eu"] }, announced: { on: "2018" }""", "30")]
    [InlineData("""partOf: ["$wave"]""", "113")]
    [InlineData("""partOf: ["$affair"]""", "113")]
    [InlineData("""partOf: ["$euru"]""", "9 to 10")]
    [InlineData("""status: [PROPOSED, REJECTED]""", "")]
    public async Task A_filter_that_keeps_only_some_of_aggregates_and_parts_counts_these(string filter, string persons)
    {
        filter = filter.Replace("$euru", Id(EntityKind.Expulsion, "eu-ru"), StringComparison.Ordinal).Replace("$eu", Id(EntityKind.Organisation, "eu"), StringComparison.Ordinal)
            .Replace("$nato", Id(EntityKind.Organisation, "nato"), StringComparison.Ordinal)
            .Replace("$wave", Id(EntityKind.Episode, "wave"), StringComparison.Ordinal).Replace("$affair", Id(EntityKind.Episode, "affair"), StringComparison.Ordinal);
        var rows = (await Ask($"groupBy: [], filter: {{ {filter} }}", "persons { text }")).AsArray();
        Assert.Equal(persons, rows.Count == 0 ? "" : (string)rows[0]!["persons"]!["text"]!);
    }

    [Fact]
    public async Task What_leaves_several_years_open_is_counted_where_the_year_is_unknown() =>
        (await Ask("groupBy: [YEAR]", "year expulsions withoutHeadcount persons { text }")).Is("""
            [
              { "year": 2018, "expulsions": 7, "withoutHeadcount": 1, "persons": { "text": "113 to 129" } },
              { "year": 2022, "expulsions": 1, "withoutHeadcount": 1, "persons": { "text": "at least 0" } },
              { "year": null, "expulsions": 2, "withoutHeadcount": 0, "persons": { "text": "3" } }
            ]
            """);

    [Fact]
    public async Task What_is_known_to_the_year_or_over_two_months_is_counted_where_the_month_is_unknown() =>
        (await Ask($$"""groupBy: [MONTH, SENDING_PARTY], filter: { {{Dated2018}}, expellingParty: { codes: ["FR", "DE", "GB"] } }""", "month year sendingParty { label } expulsions persons { text }")).Is("""
            [
              { "month": "2018-03", "year": null, "sendingParty": { "label": "RU" }, "expulsions": 2, "persons": { "text": "27" } },
              { "month": null, "year": null, "sendingParty": { "label": "RU" }, "expulsions": 1, "persons": { "text": "5 to 6" } }
            ]
            """);

    [Fact]
    public async Task An_expulsion_counts_in_each_of_its_episodes_and_what_belongs_to_none_is_there_too() =>
        (await ByLabel("episode", $$"""groupBy: [EPISODE], filter: { {{Dated2018}} }""")).Is("""{ "affair": "113", "wave": "113", "": "20" }""");

    [Fact]
    public async Task Nothing_that_matches_is_no_group_at_all() =>
        (await Ask("""groupBy: [YEAR], filter: { announced: { on: "1900" } }""", "year")).Is("[]");

    private async Task<JsonNode> Ask(string arguments, string fields) =>
        (await world.Ask($"{{ expulsionStatistics({arguments}) {{ {fields} }} }}").MustBeData())["expulsionStatistics"]!;

    /// <summary>Persons by the label of a group.</summary>
    private async Task<JsonObject> ByLabel(string field, string arguments)
    {
        var rows = (await Ask(arguments, $"{field} {{ label }} persons {{ text }}")).AsArray();
        return new(rows.Select(r => KeyValuePair.Create((string?)r![field]?["label"] ?? "", r["persons"]!["text"]?.DeepClone()))
            .OrderBy(r => r.Key.Length == 0).ThenBy(r => r.Key, StringComparer.Ordinal));
    }
}
