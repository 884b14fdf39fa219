using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Seeds;

/// <summary>The wave of March 2018: the totals of its sources are contested alternatives, beside the one that its expulsions sum up to.</summary>
public sealed class SkripalWaveTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Its_sources_state_six_totals_and_its_thirty_expulsions_sum_up_to_153() => (await Ask("wave-2018", """
        statedTotalFact { status }
        totals {
          computed { text } expulsions aggregates withoutHeadcount contested agreement difference { text }
          stated { value { text } isAccepted agreement difference { text } corroboration { namedRoots unattributedRoots unresolvedClaims } supportedBy { nodes { source { key } } } }
        }
        """)).Is("""
        {
          "statedTotalFact": { "status": "CONTESTED" },
          "totals": {
            "computed": { "text": "153" }, "expulsions": 30, "aggregates": 0, "withoutHeadcount": 0, "contested": 4, "agreement": "AGREES", "difference": { "text": "at least -2" },
            "stated": [
              { "value": { "text": "over 150" }, "isAccepted": true, "agreement": "AGREES", "difference": { "text": "at least -2" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 4 },
                "supportedBy": { "nodes": [{ "source": { "key": "digitaljournal-2018" } }, { "source": { "key": "wapo-2022" } }, { "source": { "key": "wiki-2022" } }, { "source": { "key": "vov-2018" } }] } },
              { "value": { "text": "about 126" }, "isAccepted": false, "agreement": "STATED_LOWER", "difference": { "text": "-40 to -14" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 1 }, "supportedBy": { "nodes": [{ "source": { "key": "masress-2022" } }] } },
              { "value": { "text": "116" }, "isAccepted": false, "agreement": "STATED_LOWER", "difference": { "text": "-37" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 1 }, "supportedBy": { "nodes": [{ "source": { "key": "maghress-2018" } }] } },
              { "value": { "text": "over 100" }, "isAccepted": false, "agreement": "AGREES", "difference": { "text": "at least -52" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 1 }, "supportedBy": { "nodes": [{ "source": { "key": "inews-2018" } }] } },
              { "value": { "text": "138" }, "isAccepted": false, "agreement": "STATED_LOWER", "difference": { "text": "-15" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 1 }, "supportedBy": { "nodes": [{ "source": { "key": "pulse-2018" } }] } },
              { "value": { "text": "123" }, "isAccepted": false, "agreement": "STATED_LOWER", "difference": { "text": "-30" },
                "corroboration": { "namedRoots": 0, "unattributedRoots": 0, "unresolvedClaims": 1 }, "supportedBy": { "nodes": [{ "source": { "key": "seldon-2022" } }] } }
            ]
          }
        }
        """);

    [Fact]
    public async Task Of_the_parties_sources_count_25_and_29_and_thirty_are_recorded() => (await Ask("wave-2018", """
        partyTotals { computed withoutParty agreement stated { value isAccepted difference { text } } } sendingPartyTotals { computed }
        """)).Is("""
        {
          "partyTotals": { "computed": 30, "withoutParty": 0, "agreement": "STATED_LOWER", "stated": [{ "value": 29, "isAccepted": true, "difference": { "text": "-1" } }, { "value": 25, "isAccepted": false, "difference": { "text": "-5" } }] },
          "sendingPartyTotals": { "computed": 1 }
        }
        """);

    [Fact]
    public async Task Within_it_are_the_states_of_the_EU_and_those_of_its_first_day_whose_expulsions_count_once() => (await Ask("wave-2018", """
        episodes { nodes { key totals { computed { text } agreement stated { value { text } } } partyTotals { computed agreement stated { value } } } }
        """)).Is("""
        { "episodes": { "nodes": [
            { "key": "episode:wave-2018-eu", "totals": { "computed": { "text": "58" }, "agreement": null, "stated": [] }, "partyTotals": { "computed": 19, "agreement": "AGREES", "stated": [{ "value": 19 }] } },
            { "key": "episode:wave-2018-eu-2018-03-26", "totals": { "computed": { "text": "33" }, "agreement": "AGREES", "stated": [{ "value": { "text": "33" } }] }, "partyTotals": { "computed": 16, "agreement": "AGREES", "stated": [{ "value": 16 }] } }
          ] } }
        """);

    [Fact]
    public async Task Russia_answered_with_as_many_but_two() => (await Ask("wave-2018-response", """
        totals { computed { text } expulsions stated { value { text } agreement } } sendingPartyTotals { computed stated { value agreement } } partyTotals { computed stated { value } }
        """)).Is("""
        {
          "totals": { "computed": { "text": "151" }, "expulsions": 28, "stated": [{ "value": { "text": "about 150" }, "agreement": "AGREES" }, { "value": { "text": "150" }, "agreement": "STATED_LOWER" }] },
          "sendingPartyTotals": { "computed": 28, "stated": [{ "value": 23, "agreement": "STATED_LOWER" }] },
          "partyTotals": { "computed": 1, "stated": [] }
        }
        """);

    [Fact]
    public async Task In_September_1985_four_expulsions_are_one_exchange_of_31_each() =>
        (await server.Ask("""{ relation(between: ["GB", "SUHH"]) { exchanges { nodes { initial { announcedOn } chain { headcount { text } } symmetric difference { text } totals { persons { text } } } } } }""").MustBeData())["relation"].Is("""
            { "exchanges": { "nodes": [
                { "initial": { "announcedOn": "1971-09-24" }, "chain": [{ "headcount": { "text": "105" } }, { "headcount": { "text": "18" } }], "symmetric": false, "difference": { "text": "-87" }, "totals": [{ "persons": { "text": "105" } }, { "persons": { "text": "18" } }] },
                { "initial": { "announcedOn": "1985-09-12" }, "chain": [{ "headcount": { "text": "25" } }, { "headcount": { "text": "25" } }, { "headcount": { "text": "6" } }, { "headcount": { "text": "6" } }], "symmetric": true, "difference": { "text": "0" }, "totals": [{ "persons": { "text": "31" } }, { "persons": { "text": "31" } }] },
                { "initial": { "announcedOn": "1989-05-19" }, "chain": [{ "headcount": { "text": "11" } }, { "headcount": { "text": "11" } }], "symmetric": true, "difference": { "text": "0" }, "totals": [{ "persons": { "text": "11" } }, { "persons": { "text": "11" } }] }
              ] } }
            """);

    private async Task<System.Text.Json.Nodes.JsonNode> Ask(string episode, string fields) =>
        (await server.Ask($"{{ entity(key: \"episode:{episode}\") {{ ... on Episode {{ {fields} }} }} }}").MustBeData())["entity"]!;
}
