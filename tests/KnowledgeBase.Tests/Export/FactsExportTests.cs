using System.Text.Json.Nodes;
using KnowledgeBase.Exchange.Facts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Export;

/// <summary>What the base accepts, in a file: as the API tells it.</summary>
public sealed class FactsExportTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task The_secret_expulsion_is_in_both_files_as_in_the_API()
    {
        var told = (await server.Ask("""{ entity(key: "expulsion:fr-ru-2020") { label ... on Expulsion { headcountFact { status valueText corroboration { namedRoots unattributedRoots unresolvedClaims independence roots { source { key } } } supportedBy { totalCount } } } } }""").MustBeData())["entity"]!;
        var fact = told["headcountFact"]!;

        var line = (await server.ExportAsync("facts-jsonl")).Lines.Select(l => JsonNode.Parse(l)!)
            .Single(l => (string?)l["subject"] == "expulsion:fr-ru-2020" && (string?)l["property"] == "Expulsion.headcount");

        Assert.Equal((string)told["label"]!, (string)line["label"]!);
        Assert.Equal((string)fact["status"]!, (string)line["status"]!);
        Assert.Equal((string)fact["valueText"]!, (string)line["value"]!["text"]!);
        foreach (var count in new[] { "namedRoots", "unattributedRoots", "unresolvedClaims" }) Assert.Equal((int)fact["corroboration"]![count]!, (int)line["corroboration"]![count]!);
        Assert.Equal(0, (int)line["corroboration"]!["namedRoots"]!);
        Assert.Equal(1, (int)line["corroboration"]!["unattributedRoots"]!);
        Assert.Equal(fact["corroboration"]!["roots"]!.AsArray().Select(r => (string)r!["source"]!["key"]!), line["corroboration"]!["roots"]!.AsArray().Select(r => (string)r!["source"]!));
        Assert.Equal((int)fact["supportedBy"]!["totalCount"]!, line["supportedBy"]!.AsArray().Count);

        var table = await Table();
        var row = table.Single(r => r["subject"] == "expulsion:fr-ru-2020" && r["property"] == "Expulsion.headcount");
        Assert.Equal((string)fact["valueText"]!, row["value"]);
        Assert.Equal(((string)fact["status"]!, "0", "1", (string)fact["corroboration"]!["independence"]!), (row["status"], row["named_roots"], row["unattributed_roots"], row["independence"]));
        Assert.Equal($"{line["supportedBy"]!.AsArray().Count}", row["supporting_claims"]);
        Assert.Equal(("1", "1"), (row["min"], row["max"]));
    }

    [Fact]
    public async Task Both_files_have_the_same_facts_each_once()
    {
        var lines = (await server.ExportAsync("facts-jsonl")).Lines.Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal("about", (string)lines[0]["record"]!);
        Assert.All(lines.Skip(1), l => Assert.Equal("fact", (string)l["record"]!));
        var told = lines.Skip(1).Select(l => ((string)l["subject"]!, (string)l["property"]!, (string?)l["value"]?["text"], (string)l["status"]!)).ToList();
        Assert.True(told.Count > 1_000, $"Only {told.Count} facts.");
        Assert.Equal(told, (await Table()).Select(r => (r["subject"], r["property"], r["status"] is "DENIED" or "UNSUPPORTED" ? null : r["value"], r["status"])));
    }

    [Fact]
    public async Task Every_text_is_in_the_table_as_it_is_or_guarded_and_told()
    {
        var facts = (await server.ExportAsync("facts-jsonl")).Lines.Skip(1).Select(l => JsonNode.Parse(l)!).ToList();
        foreach (var (row, fact) in (await Table()).Zip(facts))
        {
            Assert.All(row.Where(c => c.Key != CsvWriter.Guarded), c => Assert.False(CsvWriter.IsFormula(c.Value), c.Value));
            var unguarded = row[CsvWriter.Guarded].Split(' ').Contains("value") ? row["value"][1..] : row["value"];
            Assert.Equal((string?)fact["value"]?["text"] ?? "", unguarded);
        }
    }

    [Fact]
    public async Task A_file_of_an_earlier_moment_says_what_was_known_then()
    {
        var moments = (await server.Ask("{ changes(first: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]!;
        var before = DateTimeOffset.Parse((string)moments[0]!["recordedAt"]!, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(-1);
        var about = JsonNode.Parse(Assert.Single((await server.ExportAsync("facts-jsonl", before)).Lines))!;
        Assert.Equal(0, (long)about["position"]!);
    }

    private async Task<List<Dictionary<string, string>>> Table()
    {
        var text = (await server.ExportAsync("facts-csv")).Text;
        Assert.Equal('\uFEFF', text[0]);
        var lines = Csv.Read(text[1..]);
        Assert.Equal([.. FactsCsv.Columns, CsvWriter.Guarded], lines[0]);
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l, (name, cell) => (name, cell)).ToDictionary(c => c.name, c => c.cell))];
    }
}
