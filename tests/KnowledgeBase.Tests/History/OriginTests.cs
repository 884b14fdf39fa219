using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>Changes lead to the import or the request that they were recorded in.</summary>
public sealed class OriginTests(ToldServer server) : IClassFixture<ToldServer>
{
    [Fact]
    public async Task An_import_lists_its_changes()
    {
        var data = await server.Ask(
            """
            { entity(key: "expulsion:fr-ru") { changes(first: 1) { nodes { request { key } recordedAt import {
                key recordedBy begunAt changes(first: 2) { totalCount nodes { summary } } claims: changes(filter: { kind: [CLAIM_ASSERTED] }) { totalCount } } } } } }
            """).MustBeData();
        var change = data["entity"]!["changes"]!["nodes"]![0]!;
        var recordedAt = change["recordedAt"]!.GetValue<string>();
        change.Is(
            $$$"""
            {"request":null,"recordedAt":"{{{recordedAt}}}","import":{
              "key":"{{{ToldServer.Import}}}","recordedBy":"importer","begunAt":"{{{recordedAt}}}",
              "changes":{"totalCount":9,"nodes":[{"summary":"France was registered as a country."},{"summary":"France expels three was registered as an expulsion."}]},
              "claims":{"totalCount":2} } }
            """);
    }

    [Fact]
    public async Task A_request_lists_its_changes()
    {
        var data = await server.Ask(
            """
            { changes(last: 3, filter: { kind: [CLAIM_ASSERTED], recordedBy: ["bob"] }) { nodes { import { key } request { key recordedBy changes { nodes { claim { property } } } } } } }
            """).MustBeData();
        data["changes"]!["nodes"]![0]!.Is(
            """
            {"import":null,"request":{"key":"request 9","recordedBy":"bob","changes":{"nodes":[
              {"claim":{"property":"EXPULSION_HEADCOUNT"}},{"claim":{"property":"EXPULSION_ANNOUNCED_ON"}}]}}}
            """);
        var filtered = await server.Ask("{ changes(filter: { request: [\"request 9\"] }) { totalCount } }").MustBeData();
        Assert.Equal(2, filtered["changes"]!["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Both_are_found_by_their_ids_and_only_when_the_lens_knows_them()
    {
        var data = await server.Ask("{ changes(first: 100) { nodes { recordedAt import { id } request { id } } } }").MustBeData();
        var nodes = data["changes"]!["nodes"]!.AsArray();
        var (import, request) = (nodes[0]!["import"]!["id"]!.ToString(), nodes[^1]!["request"]!["id"]!.ToString());
        const string query = "nodes(ids: $ids) { id ... on Import { key } ... on Request { key } }";
        var found = await server.Ask($"query($ids: [ID!]!) {{ {query} }}", new { ids = new[] { import, request } }).MustBeData();
        Assert.Equal([import, request], found["nodes"]!.AsArray().Select(n => n!["id"]!.ToString()));
        Assert.Equal([ToldServer.Import.ToString(), $"request {server.Positions.Count - 1}"], found["nodes"]!.AsArray().Select(n => n!["key"]!.ToString()));

        var early = await server.Ask(
            $"query($ids: [ID!]!) {{ through(lens: {{ knownAt: \"{nodes[0]!["recordedAt"]}\" }}) {{ {query} }} }}", new { ids = new[] { import, request } }).MustBeData();
        var seen = early["through"]!["nodes"]!.AsArray();
        Assert.Equal(ToldServer.Import.ToString(), seen[0]!["key"]!.ToString());
        Assert.NotEqual(import, seen[0]!["id"]!.ToString());
        Assert.Null(seen[1]);
    }
}
