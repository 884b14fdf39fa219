using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Erasure;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Export.Prov;

/// <summary>Both serialisations of PROV keep their rules, and say the same, which is what the base holds.</summary>
public sealed class ProvExportTests(SeededServer server, ExportServer story) : IClassFixture<SeededServer>, IClassFixture<ExportServer>
{
    [Fact]
    public async Task Both_files_keep_the_rules_of_their_formats_and_say_the_same()
    {
        var (json, jsonLd) = (await Json(), ProvRules.ReadJsonLd(JsonNode.Parse((await server.ExportAsync("prov-jsonld")).Bytes)!));
        Assert.Equal(json.Count, jsonLd.Count);
        Assert.Equal(json.OrderBy(s => s.ToString(), StringComparer.Ordinal), jsonLd.OrderBy(s => s.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_that_the_base_holds_is_there_once()
    {
        var held = await server.Ask("""
            { claims { totalCount } sources { totalCount } countries { totalCount } expulsions { totalCount } episodes { totalCount } persons { totalCount }
              organisations { totalCount } diplomats { totalCount } }
            """).MustBeData();
        var statements = await Json();

        int Of(string type) => statements.Count(s => s.Type == "Entity" && s.All("prov:type").Any(t => (string)JsonNode.Parse(t)![0]! == $"kb:{type}"));
        foreach (var (type, field) in new[] { ("Claim", "claims"), ("Country", "countries"), ("Expulsion", "expulsions"), ("Episode", "episodes"), ("Organisation", "organisations"), ("Diplomat", "diplomats") })
        {
            Assert.Equal((int)held[field]!["totalCount"]!, Of(type));
        }

        var sources = new[] { "Outlet", "Article", "OfficialStatement", "Informant", "ReaderComment", "Book", "Encyclopedia", "Dataset", "Person" }.Sum(Of);
        Assert.Equal((int)held["sources"]!["totalCount"]! + (int)held["persons"]!["totalCount"]!, sources);
        var entities = statements.Count(s => s.Type == "Entity");
        Assert.Equal(entities, statements.Count(s => s.Type == "Generation"));
        Assert.Equal((int)held["claims"]!["totalCount"]!, statements.Count(s => s.Type == "Derivation" && s.All("prov:type").Any(t => t.Contains("kb:Source", StringComparison.Ordinal))));
        // The seeds are one import of one account.
        var import = Assert.Single(statements, s => s.Type == "Activity");
        Assert.Equal(["[\"kb:Import\",\"prov:QUALIFIED_NAME\",null]"], import.All("prov:type"));
        Assert.All(statements.Where(s => s.Type == "Generation"), g => Assert.Equal(import.Id, g["activity"]));
        var account = Assert.Single(statements, s => s.Type == "Agent" && s["prov:label"] == "[\"seeds\",null,null]");
        Assert.Equal(account.Id, Assert.Single(statements, s => s.Type == "Association")["agent"]);
    }

    [Fact]
    public async Task What_a_site_has_from_a_newspaper_and_that_from_informants_is_derived_so()
    {
        var told = (await server.Ask("""
            { entity(key: "expulsion:fr-ru-2020") { claims(first: 100, filter: { property: [EXPULSION_HEADCOUNT] }) { nodes { source { key } attributedTo { key } } } } }
            """).MustBeData())["entity"]!["claims"]!["nodes"]!.AsArray().Single(c => (string)c!["source"]!["key"]! == "seed-topcor-en")!;
        Assert.Equal(["art-lesechos"], told["attributedTo"]!.AsArray().Select(s => (string)s!["key"]!));
        var statements = await Json();
        string IdOf(string key) => statements.Single(s => s.Type == "Entity" && s["kb:key"] == $"[\"{key}\",null,null]").Id!;
        var (site, article, informants, subject) = (IdOf("seed-topcor-en"), IdOf("art-lesechos"), IdOf("informants-lesechos"), IdOf("expulsion:fr-ru-2020"));

        var claim = Assert.Single(statements, s => s.Type == "Entity" && s["kb:source"]?.Contains(site, StringComparison.Ordinal) == true
            && s["kb:subject"]!.Contains(subject, StringComparison.Ordinal) && s["kb:property"] == "[\"Expulsion.headcount\",null,null]");
        Assert.Equal($"[\"{article} {informants}\",null,null]", claim["kb:attributedTo"]);
        var derived = statements.Where(s => s.Type == "Derivation" && s["generatedEntity"] == claim.Id).ToDictionary(s => s["usedEntity"]!);
        Assert.Equal(new[] { site, article, informants }.Order(StringComparer.Ordinal), derived.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(derived[article].All("prov:type"), t => t.Contains("PrimarySource", StringComparison.Ordinal));
        Assert.Contains(derived[informants].All("prov:type"), t => t.Contains("prov:PrimarySource", StringComparison.Ordinal));
        Assert.Equal("[\"2\",\"xsd:integer\",null]", derived[informants]["kb:step"]);
    }

    [Fact]
    public async Task Corrections_retractions_snapshots_merges_and_requests_are_told()
    {
        var merged = await story.AskAs(PersonStory.Admin, """
            mutation {
              registerExpulsion(input: { key: "x2", label: "The same" }) { errors { __typename } }
              mergeEntities(input: { entity: "expulsion:x2", survivor: "expulsion:x1", reason: "One." }) { errors { __typename } }
            }
            """).MustBeData();
        Assert.All(merged.AsObject(), m => Assert.Empty(m.Value!["errors"]!.AsArray()));

        var statements = ProvRules.ReadJson(JsonNode.Parse((await story.ExportAsync("prov-json")).Bytes)!);
        var linked = ProvRules.ReadJsonLd(JsonNode.Parse((await story.ExportAsync("prov-jsonld")).Bytes)!);
        Assert.Equal(statements.OrderBy(s => s.ToString(), StringComparer.Ordinal), linked.OrderBy(s => s.ToString(), StringComparer.Ordinal));

        static string Name(Guid id) => $"id:{id:D}";
        static string Type(string name) => $"[\"{name}\",\"prov:QUALIFIED_NAME\",null]";
        static string Text(string text) => new JsonArray(text, null, null).ToJsonString();
        var revision = Assert.Single(statements, s => s.Type == "Derivation" && s.All("prov:type").Contains(Type("prov:Revision")));
        Assert.Equal((Name(ExportServer.Corrected), Name(ExportServer.Headcount)), (revision["generatedEntity"], revision["usedEntity"]));
        var taken = statements.Where(s => s.Type == "Invalidation").ToDictionary(s => s["entity"]!, s => (s["prov:type"], s["kb:reason"]));
        Assert.Equal((Type("kb:Withdrawal"), Text("It says three.")), taken[Name(ExportServer.Headcount)]);
        Assert.Equal((Type("kb:Withdrawal"), Text("=Not there.")), taken[Name(ExportServer.Withdrawn)]);
        Assert.Equal((Type("kb:Retraction"), Text("A slip.")), taken[Name(ExportServer.Retracted)]);
        Assert.Equal(3, taken.Count);

        var quoted = Assert.Single(statements, s => s.Type == "Entity" && s.Id == Name(ExportServer.Quoted));
        Assert.Equal((Text(ExportServer.Odd), Text("EXACT"), Text("PREFERRED"), "[\"2\",\"xsd:integer\",null]"), (quoted["kb:quotation"], quoted["kb:quotationStatus"], quoted["kb:rank"], quoted["kb:credibility"]));
        Assert.Equal(new JsonArray(ExportServer.Odd, null, "fr-FR").ToJsonString(), quoted["prov:value"]);
        Assert.Contains(Type("prov:Quotation"), statements.Single(s => s.Type == "Derivation" && s["generatedEntity"] == quoted.Id && s["usedEntity"] == Name(ExportServer.Source("article"))).All("prov:type"));
        var cited = Assert.Single(statements, s => s.Type == "Derivation" && s["generatedEntity"] == Name(ExportServer.Source("article")));
        Assert.Equal([Type("kb:Quotes"), Type("prov:Quotation")], cited.All("prov:type"));

        var snapshot = Assert.Single(statements, s => s.Type == "Specialization");
        Assert.Equal(Name(ExportServer.Source("article")), snapshot["generalEntity"]);
        var same = Assert.Single(statements, s => s.Type == "Alternate");
        Assert.Equal(Name(ExportServer.Expulsion), same["alternate2"]);
        // What was recorded over HTTP was so in a request of somebody; what a program recorded, by it.
        var request = Assert.Single(statements, s => s.Type == "Activity");
        Assert.Equal(Type("kb:Request"), request["prov:type"]);
        Assert.Equal(request.Id, Assert.Single(statements, s => s.Type == "Generation" && s["entity"] == same["alternate1"])["activity"]);
        Assert.Contains(statements, s => s.Type == "Attribution" && s["entity"] == quoted.Id && s.All("prov:type").Contains(Type("kb:Recording")));
    }

    private async Task<List<ProvStatement>> Json() => ProvRules.ReadJson(JsonNode.Parse((await server.ExportAsync("prov-json")).Bytes)!);
}
