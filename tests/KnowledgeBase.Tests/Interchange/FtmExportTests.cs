using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Exchange.Ftm;
using KnowledgeBase.Tests.Export;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Interchange;

public sealed class FtmExportTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_three_encodings_are_read_again_say_the_same_and_keep_the_rule_of_ids()
    {
        var csv = await Statements(FtmEncoding.Csv);
        Assert.True(csv.Count > 3_000, $"Only {csv.Count} statements.");
        Assert.All(csv, s => Assert.Equal(s.WithId().Id, s.Id));
        Assert.Equal(csv.Count, csv.Select(s => s.Id).Distinct().Count());
        Assert.All(csv, s => Assert.Matches("^[a-z0-9_]+$", s.Dataset));
        Assert.Equal(csv.Select(s => s with { PropType = null }), await Statements(FtmEncoding.JsonLines));
        Assert.Equal(csv.Select(s => s with { PropType = null, CanonicalId = "" }), await Statements(FtmEncoding.Pack));
    }

    [Fact]
    public async Task Each_source_is_a_dataset_and_says_what_it_says()
    {
        var statements = await Statements(FtmEncoding.Csv);
        var story = statements.Where(s => s.EntityId == "kb-expulsion-fr-ru-2020").ToList();
        Assert.All(story, s => Assert.Equal("Event", s.Schema));
        var expelling = story.Where(s => s is { Prop: "organizer", Value: "kb-country-FR" }).ToList();
        Assert.Contains(expelling, s => s is { Dataset: "seed_topcor_en", Origin: "seed-topcor-en" });
        Assert.Contains(story, s => s is { Prop: "proof", Value: "kb-source-seed-topcor-en", Dataset: "seed_topcor_en" });
        Assert.Contains(statements, s => s is { EntityId: "kb-source-seed-topcor-en", Schema: "Article", Prop: "title", Dataset: "knowledgebase" });
        // "2020-12?" is not a date of the format: the original is kept.
        Assert.Contains(story, s => s is { Prop: "date", Value: "2020-12", OriginalValue: "2020-12?" });
        Assert.Contains(statements, s => s is { EntityId: "kb-country-FR", Schema: "PublicBody", Prop: "country", Value: "fr" });
    }

    [Fact]
    public async Task Every_entity_that_is_named_is_there_and_edges_have_both_ends()
    {
        var entities = (await server.ExportAsync("ftm-entities")).Lines.Select(l => JsonNode.Parse(l)!).ToList();
        var ids = entities.Select(e => (string)e["id"]!).ToHashSet();
        Assert.Equal(entities.Count, ids.Count);
        string[] naming = ["organizer", "involved", "parent", "proof", "employer", "employee", "member", "organization", "subject", "object"];
        foreach (var entity in entities)
        {
            Assert.NotEmpty(entity["datasets"]!.AsArray());
            foreach (var prop in naming) foreach (var value in entity["properties"]![prop]?.AsArray() ?? []) Assert.Contains((string)value!, ids);
        }

        var employment = entities.First(e => (string)e["schema"]! == "Employment")["properties"]!;
        Assert.Single(employment["employee"]!.AsArray());
        Assert.Single(employment["employer"]!.AsArray());
        Assert.Equal(ids.Order(), (await Statements(FtmEncoding.Csv)).Select(s => s.CanonicalId).Distinct().Order());
    }

    [Fact]
    public async Task What_does_not_fit_is_told_claim_by_claim()
    {
        var told = (await server.ExportAsync("ftm-csv")).Unfit.GroupBy(u => u.What).ToDictionary(g => g.Key, g => g.Count());
        var denials = await server.Ask("{ claims(filter: { stance: [DENIES] }) { totalCount } }").MustBeData();
        Assert.Equal((int)denials["claims"]!["totalCount"]!, told["claim.stance.DENIES"]);
        Assert.True(told["property.Expulsion.headcount"] > 300);
        Assert.True(told.ContainsKey("claim.attribution") && told["fact"] == 1);
    }

    [Fact]
    public async Task What_was_merged_has_the_canonical_id_of_its_survivor()
    {
        var (absorbed, survivor) = (new RegisterEntity(EntityKind.Person, "x-absorbed", "Somebody"), new RegisterEntity(EntityKind.Person, "x-survivor", "Somebody else"));
        var claim = new AssertClaim(absorbed.EntityId, "Person.occupation", new TextValue("clerk"), Stance.Asserts, Identifiers.Source("seed-topcor-en"), []);
        var recorded = await server.Recorder.RecordAsync(
            new("curator"), [new(absorbed), new(survivor), new(claim), new(new MergeEntities(absorbed.EntityId, survivor.EntityId, "One person."))], null, Cancel);
        Assert.Empty(recorded.Refusals);

        var statements = (await Statements(FtmEncoding.Csv)).Where(s => s.EntityId == "kb-person-x-absorbed").ToList();
        Assert.Equal(["id", "name", "position", "proof"], statements.Select(s => s.Prop).Order());
        Assert.All(statements, s => Assert.Equal("kb-person-x-survivor", s.CanonicalId));
        var entities = (await server.ExportAsync("ftm-entities")).Lines.Select(l => JsonNode.Parse(l)!).ToList();
        Assert.DoesNotContain(entities, e => (string)e["id"]! == "kb-person-x-absorbed");
        var one = Assert.Single(entities, e => (string)e["id"]! == "kb-person-x-survivor");
        Assert.Equal(("[\"kb-person-x-absorbed\"]", "[\"clerk\"]"), (one["referents"]!.ToJsonString(), one["properties"]!["position"]!.ToJsonString()));
    }

    private async Task<List<FtmStatement>> Statements(FtmEncoding encoding)
    {
        var exported = await server.ExportAsync(encoding.Name);
        var statements = new List<FtmStatement>();
        await foreach (var line in encoding.ReadAsync(new MemoryStream(exported.Bytes), Cancel)) statements.Add(line.Statement ?? throw new InvalidDataException($"{line.Line}: {line.Wrong}"));
        return statements;
    }
}
