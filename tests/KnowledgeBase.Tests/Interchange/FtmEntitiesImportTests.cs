using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Exchange.Ftm;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Export;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Interchange;

public sealed class FtmEntitiesImportTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_of_one_dataset_is_what_its_statements_are()
    {
        FtmStatement Said(string prop, string value) => new("Q9000000000201", "Person", prop, value, "one_list") { FirstSeen = "2021-03-01" };
        var statements = await FtmFiles.WriteAsync("ftm-jsonl", [Said("id", "Q9000000000201"), Said("name", "A. Person"), Said("nationality", "fr"), Said("position", "clerk"), Said("birthDate", "1914"), Said("sourceUrl", "https://example.org/list")], Cancel);
        var entity = """
            {"id":"Q9000000000201","caption":"A. Person","schema":"Person","properties":{"name":["A. Person"],"nationality":["fr"],"position":["clerk"],"birthDate":["1914"],"sourceUrl":["https://example.org/list"]},"referents":[],"datasets":["one_list"],"first_seen":"2021-03-01"}
            """;
        var (expected, read) = (await Records("ftm-jsonl", statements), await Records("ftm-entities", Encoding.UTF8.GetBytes(entity)));
        Assert.Equal(expected.Claims, read.Claims);
        Assert.Equal(expected.Told, read.Told);
        Assert.Equal(3, read.Claims.Count);
    }

    [Fact]
    public async Task Several_datasets_are_one_collection_that_draws_on_each_and_none_of_them_is_said_to_say_it()
    {
        var report = await server.ImportAsync("ftm-entities", """
            {"id":"x-two","caption":"Two Lists","schema":"Person","properties":{"name":["Two Lists","Deux Listes"],"nationality":["fr"]},"referents":["x-other","x-two"],"datasets":["list_a","list_b"],"target":true}
            {"id":"x-own","schema":"Ownership","properties":{"role":["owner"]},"datasets":["list_a"]}
            """u8.ToArray());
        Assert.Empty(report.Errors);
        var claims = await server.Rows($"""
            select c.property, coalesce(c.value ->> 'text', v.key), s.key from model.claim c join model.entity e on e.id = c.subject and e.key = 'ftm-x-two' join model.source s on s.id = c.source
            left join model.entity v on v.id = c.value_entity and v.until = {long.MaxValue} order by 1, 2
            """);
        Assert.Equal(["Deux Listes", "Two Lists", "FR"], claims.Select(c => c.Split(" | ")[1]));
        var key = Assert.Single(claims.Select(c => c.Split(" | ")[2]).Distinct());
        Assert.Equal(["ftm-list-a", "ftm-list-b"], await server.Rows($"select d.key from model.citation c join model.source s on s.id = c.citing join model.source d on d.id = c.cited where s.key = '{key}' order by 1"));
        Assert.Equal(["1 | A file of FollowTheMoney entities has x-other among the referents of x-two."], await server.Rows("select verdict, reason from model.identity_judgement where reason like '%x-other%'"));
        var told = report.Told();
        Assert.Equal((1, 1, 1), (told["datasets"], told["entity.target"], told["schema.Ownership"]));
        // A citation that a curator judged otherwise stays so.
        var again = await server.ImportAsync("ftm-entities", """{"id":"x-three","schema":"Person","properties":{"name":["Three"]},"datasets":["list_b","list_a"]}"""u8.ToArray());
        Assert.Empty(again.Errors);
        Assert.Equal(["2"], await server.Rows($"select count(*) from log.mt_events where type = 'source_cited.v1' and stream_id = (select id from model.source where key = '{key}')"));
    }

    [Theory]
    [InlineData("nonsense", ImportCodes.NotJson, "")]
    [InlineData("[]", ImportCodes.NotJson, "")]
    [InlineData("""{"schema":"Person","properties":{},"datasets":["a"]}""", ImportCodes.MissingField, "id")]
    [InlineData("""{"id":"x","properties":{},"datasets":["a"]}""", ImportCodes.MissingField, "schema")]
    [InlineData("""{"id":"x","schema":"Person","properties":{}}""", ImportCodes.MissingField, "datasets")]
    [InlineData("""{"id":"x","schema":"Person","datasets":["a"]}""", ImportCodes.MissingField, "properties")]
    [InlineData("""{"id":"x","schema":"Person","properties":[],"datasets":["a"]}""", ImportCodes.WrongType, "properties")]
    [InlineData("""{"id":"x","schema":"Person","properties":{"name":"A"},"datasets":["a"]}""", ImportCodes.WrongType, "properties.name")]
    [InlineData("""{"id":"x","schema":"Person","properties":{"name":[1]},"datasets":["a"]}""", ImportCodes.WrongType, "properties.name")]
    [InlineData("""{"id":"x","schema":"Person","properties":{"name":["\ud83d"]},"datasets":["a"]}""", ImportCodes.NotJson, "")]
    [InlineData("""{"id":"x","schema":"Person","properties":{"addressEntity":[{"id":"y","schema":"Address","properties":{}}]},"datasets":["a"]}""", ImportCodes.WrongType, "properties.addressEntity")]
    [InlineData("""{"op":"ADD","entity":{"id":"x","schema":"Person","properties":{},"datasets":["a"]}}""", ImportCodes.MissingField, "id")]
    public async Task A_line_that_is_no_entity_is_refused_with_its_number_and_the_place(string line, string code, string path)
    {
        var report = await server.ImportAsync("ftm-entities", Encoding.UTF8.GetBytes($"{{\"id\":\"x-good\",\"schema\":\"Person\",\"properties\":{{}},\"datasets\":[\"a\"]}}\n\n{line}\n"));
        var error = Assert.Single(report.Errors);
        Assert.Equal((ImportOutcome.Refused, 3L, code, path), (report.Outcome, error.Line, error.Code, error.Path));
    }

    [Fact]
    public async Task What_is_exported_and_imported_into_an_empty_base_is_exported_the_same_but_for_what_was_told()
    {
        var first = (await server.ExportAsync("ftm-entities")).Bytes;
        await using var empty = new RunningServer(server.Postgres);
        await empty.InitializeAsync();
        var report = await empty.ImportAsync("ftm-entities", first);
        Assert.Empty(report.Errors);
        var told = report.Told();
        var (before, after) = (Entities(first), Entities((await empty.ExportAsync("ftm-entities")).Bytes));

        // Edges are said not to be read; all the rest is there, under its id, as the same, called the same.
        var kept = before.Where(e => !told.ContainsKey($"schema.{Of(e.Value, "schema")}")).ToDictionary();
        Assert.True(kept.Count > 500, $"Only {kept.Count} entities.");
        Assert.Empty(kept.Keys.Except(after.Keys));
        Assert.All(kept, e => Assert.Equal((Of(e.Value, "schema"), Of(e.Value, "caption")), (Of(after[e.Key], "schema"), Of(after[e.Key], "caption"))));
        var lost = kept.SelectMany(e => Values(e.Value).Except(Values(after[e.Key])).Select(v => (Schema: Of(e.Value, "schema"), v.Prop, v.Value, Id: e.Key))).ToList();
        Assert.All(lost, l => Assert.True(told.ContainsKey($"{l.Schema}.{l.Prop}") || told.ContainsKey($"{l.Schema}.{l.Prop}.value"), $"{l} was lost and not told"));
        Assert.All(kept, e => Assert.Subset(Values(e.Value), Values(after[e.Key]).Where(v => v.Prop != "proof").ToHashSet()));
        // What comes in beside them is the collections of datasets, and the datasets that were no entities: unnamed sources, and the base.
        var datasets = before.Values.SelectMany(e => e["datasets"]!.AsArray()).Select(d => $"kb-source-{((string)d!).Replace('_', '-')}").ToHashSet();
        Assert.All(after.Keys.Except(before.Keys), id => Assert.True(id.StartsWith("kb-source-ftm-any-of-", StringComparison.Ordinal) || datasets.Contains(id), id));
    }

    private static Dictionary<string, JsonObject> Entities(byte[] file) =>
        Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToDictionary(e => (string)e["id"]!);

    private static string Of(JsonObject entity, string member) => (string)entity[member]!;

    private static HashSet<(string Prop, string Value)> Values(JsonObject entity) =>
        [.. entity["properties"]!.AsObject().SelectMany(p => p.Value!.AsArray().Select(v => (p.Key, (string)v!)))];

    private async Task<(List<object> Claims, List<string> Told)> Records(string format, byte[] bytes)
    {
        var records = await server.ReadAsync(format, bytes);
        Assert.Empty(records.SelectMany(r => r.Wrong));
        return (
            [.. records.SelectMany(r => r.Commands).OfType<Domain.Claims.AssertClaim>().Select(c => (c.ClaimId, c.SourceId, c.Property, c.Stance, string.Join(',', c.AttributedTo.SelectMany(a => a))))],
            [.. records.SelectMany(r => r.Unfit).Select(u => u.What).Order()]);
    }
}
