using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>A change tells what it did to facts; a fact tells which change made its value what it is, now and before.</summary>
public sealed class EffectTests(ToldServer server) : IClassFixture<ToldServer>
{
    [Fact]
    public async Task Each_step_shows_what_it_did()
    {
        var data = await server.Ask(
            """
            { changes(first: 100) { nodes { position kind effects { nodes { property effect before { valueText status } after { valueText status } } } } } }
            """).MustBeData();
        var told = data["changes"]!["nodes"]!.AsArray()
            .SelectMany(c => c!["effects"]!["nodes"]!.AsArray().Select(e => $"{c["kind"]}: {e!["property"]} {e["effect"]}, {State(e["before"])} -> {State(e["after"])}"));
        Assert.Equal(
            [
                "CLAIM_ASSERTED: EXPULSION_HEADCOUNT VALUE_ACCEPTED, nothing -> 3 UNCONTESTED",
                "CLAIM_ASSERTED: EXPULSION_EXPELLING_PARTY VALUE_ACCEPTED, nothing -> France UNCONTESTED",
                "CLAIM_ASSERTED: EXPULSION_HEADCOUNT VALUE_CHANGED, 3 UNCONTESTED -> 5 CONTESTED",
                "CLAIM_RANKED: EXPULSION_HEADCOUNT VALUE_CHANGED, 5 CONTESTED -> 3 CONTESTED",
                "CLAIM_RANKED: EXPULSION_HEADCOUNT VALUE_CHANGED, 3 CONTESTED -> 5 CONTESTED",
                "CLAIM_RETRACTED: EXPULSION_HEADCOUNT VALUE_CHANGED, 5 CONTESTED -> 3 UNCONTESTED",
                "CLAIM_ASSERTED: EXPULSION_HEADCOUNT VALUE_CHANGED, 3 UNCONTESTED -> 5 CONTESTED",
                "CLAIM_ASSERTED: EXPULSION_ANNOUNCED_ON VALUE_ACCEPTED, nothing -> 2018-03 UNCONTESTED",
                "SOURCE_CITED: EXPULSION_ANNOUNCED_ON SUPPORT_CHANGED, 2018-03 UNCONTESTED -> 2018-03 UNCONTESTED",
                "CITATION_REMOVED: EXPULSION_ANNOUNCED_ON SUPPORT_CHANGED, 2018-03 UNCONTESTED -> 2018-03 UNCONTESTED",
                "SOURCE_RETRACTED: EXPULSION_HEADCOUNT VALUE_CHANGED, 5 CONTESTED -> 3 UNCONTESTED",
                "CLAIM_ASSERTED: EXPULSION_HEADCOUNT VALUE_CHANGED, 3 UNCONTESTED -> 4 CONTESTED",
                "CLAIM_WITHDRAWN: EXPULSION_HEADCOUNT STATUS_CHANGED, 4 CONTESTED -> 4 UNCONTESTED",
                "CLAIM_WITHDRAWN: EXPULSION_HEADCOUNT VALUE_FELL, 4 UNCONTESTED -> nothing UNSUPPORTED",
            ],
            told);
    }

    [Fact]
    public async Task What_a_removed_citation_did_shows_in_the_corroboration()
    {
        var data = await server.Ask(
            """
            { changes(first: 1, filter: { kind: [CITATION_REMOVED] }) { nodes { effects(first: 5) { totalCount nodes {
                subject { label }
                before { corroboration { namedRoots unresolvedClaims } fact { corroboration { namedRoots roots { source { key } } } supportedBy { totalCount } } }
                after { corroboration { namedRoots unresolvedClaims } value { ... on DateValue { date } } fact { corroboration { namedRoots roots { source { key } } } acceptedBy { kind } } }
            } } } } }
            """).MustBeData();
        data["changes"]!["nodes"]![0]!["effects"]!.Is(
            """
            {"totalCount":1,"nodes":[{
              "subject":{"label":"France expels three"},
              "before":{"corroboration":{"namedRoots":1,"unresolvedClaims":0},"fact":{"corroboration":{"namedRoots":1,"roots":[{"source":{"key":"ministry"}}]},"supportedBy":{"totalCount":1}}},
              "after":{"corroboration":{"namedRoots":0,"unresolvedClaims":1},"value":{"date":"2018-03"},"fact":{"corroboration":{"namedRoots":0,"roots":[{"source":{"key":"site"}}]},"acceptedBy":{"kind":"CLAIM_ASSERTED"}}}}]}
            """);
    }

    [Fact]
    public async Task The_values_of_a_fact_one_after_the_other()
    {
        var data = await server.Ask(
            """
            { entity(key: "expulsion:fr-ru") { facts(properties: [EXPULSION_HEADCOUNT]) { valueText acceptedBy { kind }
                history(first: 20) { totalCount nodes { valueText from { kind recordedBy } until { kind } } } } } }
            """).MustBeData();
        var fact = data["entity"]!["facts"]![0]!;
        Assert.Null(fact["valueText"]);
        Assert.Null(fact["acceptedBy"]);
        Assert.Equal(
            [
                "3 from CLAIM_ASSERTED by importer until CLAIM_ASSERTED", "5 from CLAIM_ASSERTED by alice until CLAIM_RANKED", "3 from CLAIM_RANKED by alice until CLAIM_RANKED",
                "5 from CLAIM_RANKED by alice until CLAIM_RETRACTED", "3 from CLAIM_RETRACTED by bob until CLAIM_ASSERTED", "5 from CLAIM_ASSERTED by bob until SOURCE_RETRACTED",
                "3 from SOURCE_RETRACTED by bob until CLAIM_ASSERTED", "4 from CLAIM_ASSERTED by bob until CLAIM_WITHDRAWN",
            ],
            fact["history"]!["nodes"]!.AsArray().Select(v => $"{v!["valueText"]} from {v["from"]!["kind"]} by {v["from"]!["recordedBy"]} until {v["until"]!["kind"]}"));
        Assert.Equal(8, fact["history"]!["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task At_every_step_the_fact_is_accepted_by_the_last_change_of_its_value()
    {
        var recorded = (await server.Ask("{ changes(first: 100) { nodes { position recordedAt } } }").MustBeData())["changes"]!["nodes"]!.AsArray()
            .ToDictionary(c => c!["position"]!.GetValue<long>(), c => c!["recordedAt"]!.GetValue<string>());
        string? value = null;
        JsonNode? by = null;
        foreach (var position in server.Positions)
        {
            var data = await server.Ask(
                $$"""
                { through(lens: { knownAt: "{{recorded[position]}}" }) { entity(key: "expulsion:fr-ru") { facts(properties: [EXPULSION_HEADCOUNT]) {
                    valueText acceptedBy { position } history(last: 1) { nodes { valueText from { position } until { position } } } } } } }
                """).MustBeData();
            var fact = data["through"]!["entity"]!["facts"]![0]!;
            var last = fact["history"]!["nodes"]![0]!;
            if (fact["valueText"] is null)
            {
                Assert.Null(fact["acceptedBy"]);
                Assert.Equal(position, last["until"]!["position"]!.GetValue<long>());
                continue;
            }

            if (fact["valueText"]!.GetValue<string>() == value) Assert.Equal(by!.ToJsonString(), fact["acceptedBy"]!.ToJsonString());
            else Assert.InRange(fact["acceptedBy"]!["position"]!.GetValue<long>(), position - 8, position);
            Assert.Equal((fact["valueText"]!.ToString(), fact["acceptedBy"]!.ToJsonString()), (last["valueText"]!.ToString(), last["from"]!.ToJsonString()));
            Assert.Null(last["until"]);
            (value, by) = (fact["valueText"]!.GetValue<string>(), fact["acceptedBy"]);
        }
    }

    private static string State(JsonNode? state) => state is null ? "nothing" : $"{state["valueText"] ?? "nothing"} {state["status"]}";
}
