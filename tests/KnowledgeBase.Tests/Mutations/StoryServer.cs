using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Mutations;

/// <summary>A server on which two states, two expulsions and some sources are registered, by mutations.</summary>
public sealed class StoryServer(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var data = await this.Ask(
            """
            mutation {
              a: registerCountry(input: { code: "FR", label: "France" }) { errors { __typename } }
              b: registerCountry(input: { code: "RU", label: "Russia" }) { errors { __typename } }
              c: registerExpulsion(input: { key: "fr-ru", label: "France expels" }) { errors { __typename } }
              d: registerExpulsion(input: { key: "ru-fr", label: "Russia answers" }) { errors { __typename } }
              e: registerEpisode(input: { key: "affair", label: "The affair" }) { errors { __typename } }
              f: registerSource(input: { key: "site", kind: ARTICLE, title: "A site" }) { errors { __typename } }
              g: registerSource(input: { key: "paper", kind: OUTLET, title: "A paper" }) { errors { __typename } }
              h: registerSource(input: { key: "informants", kind: INFORMANT, title: "Informants" }) { errors { __typename } }
            }
            """).MustBeData();
        Assert.All(data.AsObject(), field => Assert.Empty(field.Value!["errors"]!.AsArray()));
    }

    /// <summary>Asserts claims and answers the payload.</summary>
    internal async Task<JsonNode> AssertClaims(object[] claims, string select = "claims { id }", string? idempotencyKey = null)
    {
        var data = await this.Ask(
            $$"""
            mutation($input: AssertClaimsInput!) {
              assertClaims(input: $input) { {{select}} changes { kind } errors { __typename ... on UserError { code message path } } }
            }
            """, new { input = new { claims, idempotencyKey } }).MustBeData();
        return data["assertClaims"]!;
    }

    internal static object Claim(
        string property, object? value, string subject = "expulsion:fr-ru", string source = "site", string stance = "ASSERTS", string? statedOn = null,
        object? quotation = null, object? attributedTo = null, object? attributionChains = null) =>
        new { subject, property, value, source, stance, statedOn, quotation, attributedTo, attributionChains };
}
