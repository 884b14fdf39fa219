using System.Text;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Exchange.Ftm;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Export;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Interchange;

public sealed class FtmImportTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Known = "https://en.topcor.ru/18904-rossija-i-francija-tajno-vyslali-diplomatov-drug-druga.html";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Encodings => ["ftm-csv", "ftm-jsonl", "ftm-pack"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Statements_become_claims_of_their_datasets_according_to_the_pages_that_they_name(string encoding)
    {
        var id = $"x-{encoding}-Pâques";
        FtmStatement Said(string prop, string value) => new(id, "Person", prop, value, "a_list") { FirstSeen = "2021-03-01" };
        var report = await server.ImportAsync(encoding, await Write(encoding,
        [
            Said("id", id), Said("name", "Georges Pâques") with { Lang = "fra" }, Said("nationality", "fr"), Said("position", "official") with { IsExternal = true },
            Said("sourceUrl", $"{Known}?utm_source=x"), Said("birthDate", "1914"), Said("nationality", "xx"),
            new("edge", "Ownership", "role", "x", "a_list"),
        ]));
        Assert.Empty(report.Errors);
        Assert.Equal(ImportOutcome.Recorded, report.Outcome);

        var claims = await server.Rows($"""
            select c.property, coalesce(c.value ->> 'text', v.key), c.stance, s.key, (select string_agg(a.key, ',') from model.source a where a.id = any(c.attributed))
            from model.claim c join model.entity e on e.id = c.subject and e.label = 'Georges Pâques' and e.key like 'ftm-x-{encoding}-p-ques-%' join model.source s on s.id = c.source
            left join model.entity v on v.id = c.value_entity and v.until = {long.MaxValue} order by 1
            """);
        Assert.Equal([$"401 | Georges Pâques | 1 | ftm-a-list | seed-topcor-en", $"402 | FR | 1 | ftm-a-list | seed-topcor-en", $"403 | official | {(int)Stance.Speculates} | ftm-a-list | seed-topcor-en"], claims);
        var told = report.Told();
        Assert.Equal((1, 1, 1), (told["Person.birthDate"], told["Person.nationality.value"], told["schema.Ownership"]));
    }

    [Fact]
    public async Task A_canonical_id_is_a_judgement_and_no_merge_and_a_curators_judgement_stands()
    {
        FtmStatement Said(string entity) => new(entity, "Person", "name", "Somebody", "b_list") { CanonicalId = "Q9000000000077" };
        var report = await server.ImportAsync("ftm-csv", await Write("ftm-csv", [Said("one"), Said("two")]));
        Assert.Empty(report.Errors);
        Assert.Equal(["ftm-one", "ftm-two", "q9000000000077"], await server.Rows("select key from model.entity where label = 'Somebody' and merged_into is null order by key"));
        Assert.Equal(["1", "1"], await server.Rows("select verdict from model.identity_judgement where reason like '%Q9000000000077%'"));

        var entities = await server.Rows("select id from model.entity where key in ('ftm-one', 'q9000000000077')");
        await server.Recorder.RecordAsync(new("curator"), [new(new Domain.Entities.JudgeIdentity(Guid.Parse(entities[0]), Guid.Parse(entities[1]), Domain.Entities.IdentityVerdict.Different, "Looked at."))], null, Cancel);
        Assert.Empty((await server.ImportAsync("ftm-csv", await Write("ftm-csv", [Said("one"), Said("one") with { Value = "Somebody Else" }]))).Errors);
        Assert.Equal(["2 | Looked at."], await server.Rows($"select verdict, reason from model.identity_judgement where until = {long.MaxValue} and reason = 'Looked at.'"));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task What_the_base_exports_can_be_imported_and_says_the_same(string encoding)
    {
        var exported = await server.ExportAsync(encoding);
        var report = await server.ImportAsync(encoding, exported.Bytes, isDryRun: true);
        Assert.Empty(report.Errors);
        Assert.Equal(ImportOutcome.Checked, report.Outcome);
        // Nothing is an entity or a source a second time: keys and addresses are those of the base.
        var registers = (await server.ReadAsync(encoding, exported.Bytes)).SelectMany(r => r.Commands).OfType<Domain.Entities.RegisterEntity>().Select(c => c.EntityId).Distinct().ToHashSet();
        var known = (await server.Rows($"select id from model.entity where until = {long.MaxValue}")).Select(Guid.Parse).ToHashSet();
        Assert.Subset(known, registers);

        var claims = (await server.ReadAsync(encoding, exported.Bytes)).SelectMany(r => r.Commands).OfType<AssertClaim>()
            .Where(c => c.SourceId != Domain.Ids.Identifiers.Source("ftm-knowledgebase")).ToList();
        var held = (await server.Rows($"select c.source, c.subject, c.property from model.claim c where c.until = {long.MaxValue}")).ToHashSet();
        var of = claims.Select(c => $"{c.SourceId} | {c.SubjectId} | {Domain.Properties.PropertyRegistry.Get(c.Property).Number}").Distinct().ToList();
        Assert.True(of.Count > 1_000, $"Only {of.Count} claims.");
        Assert.All(of, c => Assert.Contains(c, held));
    }

    private static Task<byte[]> Write(string encoding, IReadOnlyList<FtmStatement> statements) => FtmFiles.WriteAsync(encoding, statements, Cancel);
}
