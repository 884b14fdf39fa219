using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>What sources state of an episode beside what was computed.</summary>
public sealed class EpisodeTotalsTests(WaveWorld world) : IClassFixture<WaveWorld>
{
    [Fact]
    public async Task Each_stated_total_is_compared_with_the_computed_one() => (await Ask("wave", """
        computedTotal { min max text }
        totals { computed { text } expulsions aggregates contested stated { value { text } agreement difference { min max text } supportedBy { nodes { source { key } } } } }
        """)).Is("""
        {
          "computedTotal": { "min": 113, "max": 113, "text": "113" },
          "totals": {
            "computed": { "text": "113" }, "expulsions": 6, "aggregates": 2, "contested": 1,
            "stated": [
              { "value": { "text": "over 100" }, "agreement": "AGREES", "difference": { "min": -12, "max": null, "text": "at least -12" }, "supportedBy": { "nodes": [{ "source": { "key": "other" } }] } },
              { "value": { "text": "110" }, "agreement": "STATED_LOWER", "difference": { "min": -3, "max": -3, "text": "-3" }, "supportedBy": { "nodes": [{ "source": { "key": "paper" } }] } },
              { "value": { "text": "120" }, "agreement": "STATED_HIGHER", "difference": { "min": 7, "max": 7, "text": "+7" }, "supportedBy": { "nodes": [{ "source": { "key": "paper" } }] } },
              { "value": { "text": "100 to 115" }, "agreement": "AGREES", "difference": { "min": -13, "max": 2, "text": "-13 to +2" }, "supportedBy": { "nodes": [{ "source": { "key": "paper" } }] } }
            ]
          }
        }
        """);

    [Fact]
    public async Task Parties_of_parts_stand_for_those_of_their_aggregates() =>
        // France, Germany, the United States, the United Kingdom, and NATO, which the episode names; the EU and the West are told by their parts.
        (await Ask("wave", "partyTotals { computed withoutParty agreement difference { text } stated { value isAccepted agreement } } sendingPartyTotals { computed withoutParty stated { value } }")).Is("""
            {
              "partyTotals": { "computed": 5, "withoutParty": 0, "agreement": "STATED_LOWER", "difference": { "text": "-1" }, "stated": [{ "value": 4, "isAccepted": true, "agreement": "STATED_LOWER" }] },
              "sendingPartyTotals": { "computed": 1, "withoutParty": 0, "stated": [] }
            }
            """);

    [Fact]
    public async Task An_episode_around_another_one_has_its_expulsions_once() => (await Ask("affair", """
        computedTotal { text } episodes { nodes { key } } expulsions(orderBy: [LABEL_ASC]) { totalCount nodes { key } } totals { agreement difference { text } stated { value { text } } }
        """)).Is("""
        {
          "computedTotal": { "text": "113" },
          "episodes": { "nodes": [{ "key": "episode:wave" }] },
          "expulsions": { "totalCount": 8, "nodes": [
            { "key": "expulsion:de-ru" }, { "key": "expulsion:eu-ru" }, { "key": "expulsion:fr-ru" }, { "key": "expulsion:fr-ru-2" },
            { "key": "expulsion:gb-ru" }, { "key": "expulsion:us-ru" }, { "key": "expulsion:us-ru-2" }, { "key": "expulsion:west-ru" }
          ] },
          "totals": { "agreement": null, "difference": null, "stated": [] }
        }
        """);

    [Fact]
    public async Task Without_expulsions_nothing_is_compared() => (await Ask("empty", """
        computedTotal { text } totals { expulsions contestedShare agreement difference { text } stated { agreement difference { text } } } partyTotals { computed agreement }
        """)).Is("""
        {
          "computedTotal": { "text": "0" },
          "totals": { "expulsions": 0, "contestedShare": null, "agreement": "NOTHING_COMPUTED", "difference": null, "stated": [{ "agreement": "NOTHING_COMPUTED", "difference": null }] },
          "partyTotals": { "computed": 0, "agreement": null }
        }
        """);

    private async Task<System.Text.Json.Nodes.JsonNode> Ask(string episode, string fields) =>
        (await world.Ask($"{{ entity(key: \"episode:{episode}\") {{ ... on Episode {{ {fields} }} }} }}").MustBeData())["entity"]!;
}
