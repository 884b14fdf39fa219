using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Identity;

public sealed class IdentityCandidateTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly RunningServer server = new(postgres);

    private const string World = """
        {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
        {"record":"entity","kind":"COUNTRY","key":"RU","label":"Russia"}
        {"record":"entity","kind":"PERSON","key":"lavrov-1","label":"Sergey Lavrov"}
        {"record":"entity","kind":"PERSON","key":"lavrov-2","label":"Sergei Lavrov"}
        {"record":"entity","kind":"PERSON","key":"lavrov-3","label":"The minister"}
        {"record":"entity","kind":"PERSON","key":"other","label":"Ann Other"}
        {"record":"entity","kind":"ORGANISATION","key":"lavrov","label":"Sergey Lavrov Foundation"}
        {"record":"entity","kind":"ORGANISATION","key":"embassy","label":"Embassy"}
        {"record":"entity","kind":"EXPULSION","key":"x1","label":"One way to say it"}
        {"record":"entity","kind":"EXPULSION","key":"x2","label":"Quite another"}
        {"record":"entity","kind":"EXPULSION","key":"x3","label":"A third"}
        {"record":"entity","kind":"DIPLOMAT","key":"d1","label":"Unnamed (Paris)"}
        {"record":"entity","kind":"DIPLOMAT","key":"d2","label":"B. Secretary"}
        {"record":"source","key":"site","kind":"ARTICLE","title":"A site"}
        {"record":"claim","subject":"person:lavrov-3","property":"Person.name","value":"Lavrov, Sergey","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x1","property":"Expulsion.expellingParty","value":"country:FR","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x1","property":"Expulsion.sendingParty","value":"country:RU","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x1","property":"Expulsion.announcedOn","value":"2021-03","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x2","property":"Expulsion.expellingParty","value":"country:FR","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x2","property":"Expulsion.sendingParty","value":"country:RU","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x2","property":"Expulsion.announcedOn","value":"2021-03-05","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x3","property":"Expulsion.expellingParty","value":"country:FR","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x3","property":"Expulsion.sendingParty","value":"country:RU","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x3","property":"Expulsion.announcedOn","value":"2018-03-26","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"diplomat:d1","property":"Diplomat.mission","value":"organisation:embassy","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"diplomat:d1","property":"Diplomat.rank","value":"First Secretary","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"diplomat:d2","property":"Diplomat.mission","value":"organisation:embassy","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"diplomat:d2","property":"Diplomat.rank","value":"first secretary","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x1","property":"Expulsion.expelledDiplomat","value":"diplomat:d1","stance":"ASSERTS","source":"site"}
        {"record":"claim","subject":"expulsion:x2","property":"Expulsion.expelledDiplomat","value":"diplomat:d2","stance":"ASSERTS","source":"site"}
        """;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        Assert.Empty((await ImportAsync(World)).Errors);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Pairs_are_proposed_with_the_reasons_and_only_within_a_kind()
    {
        Assert.Equal(
            [
                "diplomat:d1 diplomat:d2 SAME_POST_AND_DATES",
                "expulsion:x1 expulsion:x2 SAME_PARTIES_AND_DATES",
                "person:lavrov-1 person:lavrov-2 SIMILAR_NAME",
                "person:lavrov-1 person:lavrov-3 SIMILAR_NAME",
                "person:lavrov-2 person:lavrov-3 SIMILAR_NAME",
            ],
            await Candidates());
        Assert.Equal(["expulsion:x1 expulsion:x2 SAME_PARTIES_AND_DATES"], await Candidates("kinds: [EXPULSION], "));
        (await Ask("{ entity(key: \"person:lavrov-1\") { identityCandidates { other { key } reasons { reason text otherText score } } } }")).Is(
            """
            {"entity":{"identityCandidates":[
              {"other":{"key":"person:lavrov-3"},"reasons":[{"reason":"SIMILAR_NAME","text":"Sergey Lavrov","otherText":"Lavrov, Sergey","score":1}]},
              {"other":{"key":"person:lavrov-2"},"reasons":[{"reason":"SIMILAR_NAME","text":"Sergey Lavrov","otherText":"Sergei Lavrov","score":0.75}]}]}}
            """);
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended()
    {
        var all = await Candidates();
        Assert.Equal(all, await Candidates(pageSize: 1));
        Assert.Equal(all, await Candidates(pageSize: 2));
    }

    [Theory]
    [InlineData("SAME")]
    [InlineData("DIFFERENT")]
    [InlineData("UNSURE")]
    public async Task A_judged_pair_is_not_proposed_again_nor_are_the_same_under_other_ids(string verdict)
    {
        (await Ask(
            $$"""
            mutation {
              judgeIdentity(input: { entity: "person:lavrov-2", otherEntity: "person:lavrov-1", verdict: {{verdict}}, reason: "Looked at." }) {
                judgement { verdict reason entities { key } change { kind } version } otherEntity { key } changes { kind } errors { __typename }
              }
            }
            """))["judgeIdentity"]!["judgement"]!["verdict"].Is($"\"{verdict}\"");
        Assert.DoesNotContain("person:lavrov-1 person:lavrov-2 SIMILAR_NAME", await Candidates());
        // The third is the second: whatever was judged of the second was judged of it.
        Assert.Empty((await ImportAsync("""{"record":"merge","entity":"person:lavrov-3","into":"person:lavrov-2","reason":"One man."}""")).Errors);
        Assert.DoesNotContain(await Candidates(), c => c.StartsWith("person", StringComparison.Ordinal));
        (await Ask("{ entity(key: \"person:lavrov-3\") { key identityJudgements { nodes { verdict reason } totalCount } } }")).Is(
            """{"entity":{"key":"person:lavrov-2","identityJudgements":{"nodes":[{"verdict":"JUDGED","reason":"Looked at."}],"totalCount":1}}}""".Replace("JUDGED", verdict, StringComparison.Ordinal));
        // Filters understand the old id too.
        var (merged, other) = (GlobalId.Of("Person", Identifiers.Entity(EntityKind.Person, "lavrov-3")), GlobalId.Of("Person", Identifiers.Entity(EntityKind.Person, "nobody")));
        (await Ask(
            $$"""
            { entity(key: "person:lavrov-1") {
                found: identityJudgements(filter: { verdict: [{{verdict}}], entity: ["{{merged}}"] }) { totalCount }
                other: identityJudgements(filter: { entity: ["{{other}}"] }) { totalCount }
                not: identityJudgements(filter: { not: { verdict: [{{verdict}}] } }) { totalCount } } }
            """)).Is("""{"entity":{"found":{"totalCount":1},"other":{"totalCount":0},"not":{"totalCount":0}}}""");
    }

    [Fact]
    public async Task Imports_judge_merge_and_undo_and_name_the_place_of_what_is_refused()
    {
        var report = await ImportAsync(
            """
            {"record":"identity","entities":["person:lavrov-1","person:other"],"verdict":"DIFFERENT","reason":"Looked at."}
            {"record":"merge","entity":"person:lavrov-2","into":"person:lavrov-1","reason":"One man."}
            {"record":"unmerge","entity":"person:lavrov-2","reason":"Two men."}
            """);
        Assert.Equal((ImportOutcome.Recorded, 3), (report.Outcome, report.RecordedEvents));
        // A merge that was undone is not proposed again.
        Assert.DoesNotContain("person:lavrov-1 person:lavrov-2 SIMILAR_NAME", await Candidates());
        var refused = await ImportAsync(
            """
            {"record":"merge","entity":"person:other","into":"person:lavrov-1","reason":"One man."}
            {"record":"merge","entity":"person:other","into":"organisation:lavrov","reason":"One man."}
            {"record":"identity","entities":["person:other"],"verdict":"SAME","reason":"Looked at."}
            """);
        Assert.Equal(["3 entities WRONG_TYPE"], refused.Errors.Select(e => $"{e.Line} {e.Path} {e.Code}").Where(e => e.StartsWith("3 entities ", StringComparison.Ordinal)));
        var other = await ImportAsync(
            """
            {"record":"merge","entity":"person:other","into":"person:lavrov-1","reason":"One man."}
            {"record":"merge","entity":"person:other","into":"organisation:lavrov","reason":"One man."}
            """);
        Assert.Equal(["1 into JUDGED_DIFFERENT", "2 into OTHER_KIND"], other.Errors.Select(e => $"{e.Line} {e.Path} {e.Code}"));
    }

    private Task<JsonNode> Ask(string query, object? variables = null) => server.Ask(query, variables).MustBeData();

    /// <summary>All pairs, page by page, as sorted lines.</summary>
    private async Task<List<string>> Candidates(string arguments = "", int pageSize = 50)
    {
        var found = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await Ask(
                $$"""query($after: String) { identityCandidates({{arguments}}first: {{pageSize}}, after: $after) { nodes { entity { key } other { key } reasons { reason } } pageInfo { hasNextPage endCursor } } }""",
                new { after }))["identityCandidates"]!;
            foreach (var node in page["nodes"]!.AsArray())
            {
                var keys = new[] { (string)node!["entity"]!["key"]!, (string)node["other"]!["key"]! }.Order(StringComparer.Ordinal);
                found.Add($"{string.Join(' ', keys)} {string.Join(' ', node["reasons"]!.AsArray().Select(r => (string)r!["reason"]!).Distinct())}");
            }

            if (!(bool)page["pageInfo"]!["hasNextPage"]!) return [.. found.Order(StringComparer.Ordinal)];
            after = (string)page["pageInfo"]!["endCursor"]!;
        }
    }

    private Task<ImportReport> ImportAsync(string lines) => server.Services.GetRequiredService<Importer>().ImportAsync(
        [new("world.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes(lines)))], new("importer"), TestContext.Current.CancellationToken);
}
