using System.Text;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Interchange;

/// <summary>What is exactly the same (a key, a code, an address in normal form) is not there twice; what is like it is proposed to curators, and nothing is merged.</summary>
public sealed class DedupeTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string World = """
        {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
        {"record":"entity","kind":"PERSON","key":"lavrov","label":"Sergey Lavrov"}
        {"record":"source","key":"page","kind":"ARTICLE","title":"A page","url":"https://example.org/a"}
        """;

    // The same address, written otherwise; the person under another key and spelling; the country by its code or item.
    private const string Own = """
        {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
        {"record":"entity","kind":"PERSON","key":"lavrov-2","label":"Sergei Lavrov"}
        {"record":"source","key":"page","kind":"ARTICLE","title":"A page","url":"https://EXAMPLE.org/a?utm_source=x#y"}
        {"record":"claim","subject":"person:lavrov-2","property":"Person.nationality","value":"country:FR","stance":"ASSERTS","source":"page"}
        """;

    private const string Statements = """
        {"canonical_id":"x-1","entity_id":"x-1","prop":"name","schema":"Person","value":"Sergei Lavrov","dataset":"a_list"}
        {"canonical_id":"x-1","entity_id":"x-1","prop":"nationality","schema":"Person","value":"fr","dataset":"a_list"}
        {"canonical_id":"x-1","entity_id":"x-1","prop":"sourceUrl","schema":"Person","value":"https://EXAMPLE.org/a?utm_source=x#y","dataset":"a_list"}
        """;

    private const string Entities = """
        {"id":"x-1","caption":"Sergei Lavrov","schema":"Person","properties":{"name":["Sergei Lavrov"],"nationality":["fr"],"sourceUrl":["https://EXAMPLE.org/a?utm_source=x#y"]},"datasets":["a_list"]}
        """;

    private const string Items = """
        {"type":"item","id":"Q9000000000301","labels":{"en":{"language":"en","value":"Sergei Lavrov"}},"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"id":"Q5"},"type":"wikibase-entityid"}},"rank":"normal"}],"P27":[{"mainsnak":{"snaktype":"value","property":"P27","datavalue":{"value":{"id":"Q142"},"type":"wikibase-entityid"}},"rank":"normal","references":[{"snaks":{"P854":[{"snaktype":"value","property":"P854","datavalue":{"value":"https://EXAMPLE.org/a?utm_source=x#y","type":"string"}}]}}]}]}}
        """;

    private readonly RunningServer server = new(postgres);

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        Assert.Empty((await server.ImportAsync("jsonl", Encoding.UTF8.GetBytes(World))).Errors);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("jsonl", Own)]
    [InlineData("ftm-jsonl", Statements)]
    [InlineData("ftm-entities", Entities)]
    [InlineData("wikidata", Items)]
    public async Task The_same_is_there_once_and_the_like_is_proposed(string format, string file)
    {
        for (var time = 0; time < 2; time++)
        {
            // Not the same file: the second one is recorded, too, and adds nothing.
            var report = await server.ImportAsync(format, Encoding.UTF8.GetBytes(file + new string('\n', time) + (time == 0 ? "" : Another(format))));
            Assert.Empty(report.Errors);
            Assert.NotEqual(ImportOutcome.Refused, report.Outcome);
        }

        Assert.Equal(["FR | France"], await server.Rows($"select key, label from model.entity where kind = 1 and until = {long.MaxValue}"));
        Assert.Equal(["page"], await server.Rows($"select key from model.source where url = 'https://example.org/a' and until = {long.MaxValue}"));
        Assert.Equal(["Sergei Lavrov", "Sergey Lavrov"], await server.Rows($"select label from model.entity where kind = 4 and label like '%Lavrov' and until = {long.MaxValue} order by 1"));
        Assert.Equal(["1"], await server.Rows($"select count(*) from model.claim c join model.entity v on v.id = c.value_entity and v.key = 'FR' and v.until = {long.MaxValue} where c.until = {long.MaxValue}"));
        // According to the page, whichever way: the claim stands on the source that was there.
        Assert.Equal(["1"], await server.Rows($"select count(*) from model.claim c join model.source s on s.key = 'page' and (s.id = c.source or s.id = any(c.attributed)) where c.property = 402 and c.until = {long.MaxValue}"));
        Assert.Equal(["0"], await server.Rows("select count(*) from model.entity where merged_into is not null"));
        Assert.Equal(["0"], await server.Rows("select count(*) from log.mt_events where type in ('entity_merged.v1', 'identity_judged.v1')"));
        var candidates = (await server.Ask("{ identityCandidates(first: 10) { nodes { entity { label } other { label } reasons { reason } } } }").MustBeData())["identityCandidates"]!["nodes"]!.AsArray();
        var pair = Assert.Single(candidates)!;
        Assert.Equal(["Sergei Lavrov", "Sergey Lavrov"], new[] { (string)pair["entity"]!["label"]!, (string)pair["other"]!["label"]! }.Order());
        Assert.Contains(pair["reasons"]!.AsArray(), r => (string)r!["reason"]! == "SIMILAR_NAME");
    }

    /// <summary>A record that makes the file another one.</summary>
    private static string Another(string format) => format switch
    {
        "jsonl" => """{"record":"source","key":"other","kind":"BOOK","title":"Another"}""",
        "ftm-jsonl" => """{"entity_id":"x-2","prop":"name","schema":"Person","value":"Ann Other","dataset":"a_list"}""",
        "ftm-entities" => """{"id":"x-2","schema":"Person","properties":{"name":["Ann Other"]},"datasets":["a_list"]}""",
        _ => """{"type":"item","id":"Q9000000000302","labels":{"en":{"language":"en","value":"Ann Other"}},"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"id":"Q5"},"type":"wikibase-entityid"}},"rank":"normal"}]}}""",
    };
}
