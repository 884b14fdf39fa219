using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Access;

/// <summary>Contributors take back what they recorded themselves; curators, what anybody did.</summary>
public sealed class OwnRecordsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Withdraw = """mutation($c: ID!) { withdrawClaim(input: { claim: $c, reason: "A slip." }) { errors { __typename } } }""";
    private const string Remove = """mutation { removeCitation(input: { source: "own-a", citedSource: "own-b", reason: "A slip." }) { errors { __typename } } }""";
    private const string Cite = """mutation { citeSource(input: { source: "own-a", citedSource: "own-b", manner: QUOTES, wasConsulted: false }) { errors { __typename } } }""";

    [Fact]
    public async Task A_claim_is_withdrawn_by_who_recorded_it_or_by_a_curator()
    {
        var (ann, bob, curator) = (await server.CreateKeyAsync("ann", "contributor"), await server.CreateKeyAsync("bob", "contributor"), await server.CreateKeyAsync("cleo", "curator"));
        await RegisterAsync(ann);
        var (first, second) = (await AssertAsync(ann, "One"), await AssertAsync(ann, "Two"));

        await server.AskWith(bob, Withdraw, new { c = first }).MustBe(200, "FORBIDDEN");
        Assert.Equal("STANDING", await StatusAsync(first));
        await server.AskWith(ann, Withdraw, new { c = first }).MustBe(200, null);
        Assert.Equal("WITHDRAWN", await StatusAsync(first));
        await server.AskWith(curator, Withdraw, new { c = second }).MustBe(200, null);
        Assert.Equal("WITHDRAWN", await StatusAsync(second));
        // What nobody recorded is not somebody else's.
        var (_, code, answer) = await server.AskWith(bob, Withdraw, new { c = "claim:11111111-1111-5111-8111-111111111111" });
        Assert.Null(code);
        Assert.Single(answer["data"]!["withdrawClaim"]!["errors"]!.AsArray());
    }

    [Fact]
    public async Task A_citation_is_removed_by_who_recorded_it_last_or_by_a_curator()
    {
        var (ann, bob) = (await server.CreateKeyAsync("anna", "contributor"), await server.CreateKeyAsync("bert", "contributor"));
        await RegisterAsync(ann);
        await server.AskWith(ann, Cite).MustBe(200, null);
        await server.AskWith(bob, Remove).MustBe(200, "FORBIDDEN");
        await server.AskWith(ann, Remove).MustBe(200, null);
        Assert.Empty((await server.Ask("""{ source(key: "own-a") { cites { manner } } }""").MustBeData())["source"]!["cites"]!.AsArray());
    }

    [Fact]
    public async Task Who_recorded_something_is_who_signed_in()
    {
        var ann = await server.CreateKeyAsync("recorder", "contributor");
        await RegisterAsync(ann);
        var claim = await AssertAsync(ann, "Three");
        (await server.Ask("query($c: ID!) { node(id: $c) { ... on Claim { recordedBy } } }", new { c = claim }).MustBeData()).Is("""{"node":{"recordedBy":"key:recorder"}}""");
    }

    private async Task RegisterAsync(string key) => await server.AskWith(key, """
        mutation {
          a: registerSource(input: { key: "own-a", kind: ARTICLE, title: "A" }) { errors { __typename } }
          b: registerSource(input: { key: "own-b", kind: ARTICLE, title: "B" }) { errors { __typename } }
          p: registerPerson(input: { key: "own", label: "Own" }) { errors { __typename } }
        }
        """).MustBe(200, null);

    private async Task<string> AssertAsync(string key, string name)
    {
        var (_, _, answer) = await server.AskWith(key, """
            mutation($name: String!) {
              assertClaims(input: { claims: [{ subject: "person:own", property: PERSON_NAME, value: { text: { text: $name, language: "en" } }, source: "own-a", stance: ASSERTS }] }) { claims { id } errors { __typename } }
            }
            """, new { name });
        return (string)answer["data"]!["assertClaims"]!["claims"]![0]!["id"]!;
    }

    private async Task<string> StatusAsync(string claim) =>
        (string)(await server.Ask("query($c: ID!) { node(id: $c) { ... on Claim { standing { status } } } }", new { c = claim }).MustBeData())["node"]!["standing"]!["status"]!;
}
