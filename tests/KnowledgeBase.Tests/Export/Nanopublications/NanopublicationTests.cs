using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Tests.Clients;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Export.Nanopublications;

/// <summary>Nanopublications as npm's n3 reads them, with trusty URIs as two others reckon them.</summary>
public sealed class NanopublicationTests(PostgresServer postgres, ExportServer server) : IClassFixture<ExportServer>
{
    [Fact]
    public async Task Every_claim_of_the_seeds_is_one_whose_name_is_its_hash()
    {
        await using var seeded = new SeededServer(postgres);
        await seeded.InitializeAsync();
        var claims = (int)(await seeded.Ask("{ claims { totalCount } }").MustBeData())["claims"]!["totalCount"]!;
        var exported = await seeded.ExportAsync("nanopubs");

        var found = await Check(exported);

        var introduced = found.Select(f => (string?)f!["claim"]).OfType<string>().ToList();
        Assert.Equal(claims, introduced.Count);
        Assert.Equal(claims, introduced.Distinct().Count());
        Assert.All(found, f => Assert.Null(f!["license"]));
        Assert.Contains(exported.Unfit, u => u.What == "license");
    }

    [Fact]
    public async Task What_was_corrected_is_superseded_and_what_was_taken_back_is_told()
    {
        var found = await Check(await server.ExportAsync("nanopubs"));
        Assert.All(found, f => Assert.Equal(ExportServer.License, (string)f!["license"]!));
        string Of(Guid claim) => (string)Found(found, claim)["uri"]!;

        var supersedes = Found(found, ExportServer.Corrected)["supersedes"]!.AsArray().Select(u => (string)u!).ToList();
        Assert.Contains(Of(ExportServer.Headcount), supersedes);
        // The other one is what it was before it came in the place of that.
        Assert.Equal(2, supersedes.Distinct().Count());
        Assert.All(supersedes, uri => Assert.Matches("^https://w3id.org/np/RA[A-Za-z0-9_-]{43}$", uri));
        Assert.Empty(Found(found, ExportServer.Headcount)["supersedes"]!.AsArray());

        var retraction = Assert.Single(found, f => f!["retracts"]!.AsArray().Count > 0)!;
        Assert.Equal([Of(ExportServer.Withdrawn)], retraction["retracts"]!.AsArray().Select(u => (string)u!));
        Assert.Single(found, f => f!["assertion"]!.AsArray().Any(t => (string)t![0]! == Iri(ExportServer.Retracted) && ((string)t[1]!).EndsWith("#retractedBy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Words_sources_and_attributions_are_those_that_were_recorded_with_the_claim()
    {
        var quoted = Found(await Check(await server.ExportAsync("nanopubs")), ExportServer.Quoted);

        Assert.Equal(ExportServer.Odd, Objects(quoted["assertion"]!, Iri(ExportServer.Quoted), "#value").Single());
        var provenance = quoted["provenance"]!;
        Assert.Equal(ExportServer.Odd, Objects(provenance, $"{quoted["uri"]}/quotation", "oa#exact").Single());
        Assert.Equal(Iri(ExportServer.Source("article")), Objects(provenance, $"{quoted["uri"]}/assertion", "wasQuotedFrom").Single());
        Assert.Equal(Iri(ExportServer.Source("somebody")), Objects(provenance, $"{quoted["uri"]}/attribution1", "#_2").Single());
        Assert.Equal(Iri(ExportServer.Source("somebody")), Objects(provenance, $"{quoted["uri"]}/attribution2", "#_1").Single());
        Assert.Equal("https://paper.example/a?b=%7Bc%7D%7Cd", Objects(provenance, Iri(ExportServer.Source("article")), "seeAlso").Single());
        // As they were called then.
        Assert.Equal("The ministry", Objects(provenance, Iri(ExportServer.Source("ministry")), "title").Single());
        Assert.Equal("=An expulsion", Objects(quoted["assertion"]!, Iri(ExportServer.Expulsion), "label").Single());
    }

    [Fact]
    public async Task A_name_stays_until_something_else_is_said_and_then_supersedes_itself()
    {
        await using var own = new ExportServer(postgres);
        await ((IAsyncLifetime)own).InitializeAsync();
        await own.RecordAsync(new RegisterEntity(EntityKind.Expulsion, "x2", "The same"));
        await own.RecordAsync(ExportServer.Claim("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(7))) with { SubjectId = Identifiers.Entity(EntityKind.Expulsion, "x2") });
        var before = await Check(await own.ExportAsync("nanopubs"));
        await own.RecordAsync(
            new MergeEntities(Identifiers.Entity(EntityKind.Expulsion, "x2"), ExportServer.Expulsion, "One."), new GradeClaim(ExportServer.Corrected, Credibility.Doubtful, "Hm."), ExportServer.Claim("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(4))));
        var between = await Check(await own.ExportAsync("nanopubs"));
        Assert.Equal(before.Select(f => (string)f!["uri"]!), between.Take(before.Count).Select(f => (string)f!["uri"]!));

        await own.RecordAsync(new WithdrawClaim(ExportServer.Corrected, "It says four.", ExportServer.Again));
        var after = await Check(await own.ExportAsync("nanopubs"));

        Assert.Equal((string)Found(before, ExportServer.Corrected)["uri"]!, (string)Found(after, ExportServer.Corrected)["uri"]!);
        Assert.NotEqual((string)Found(between, ExportServer.Again)["uri"]!, (string)Found(after, ExportServer.Again)["uri"]!);
        Assert.Equal(
            new[] { (string)Found(between, ExportServer.Again)["uri"]!, (string)Found(after, ExportServer.Corrected)["uri"]! }.Order(StringComparer.Ordinal),
            Found(after, ExportServer.Again)["supersedes"]!.AsArray().Select(u => (string)u!).Order(StringComparer.Ordinal));

        // Even when each comes in the place of the other.
        await own.RecordAsync(new WithdrawClaim(ExportServer.Again, "It did say three.", ExportServer.Corrected));
        var circle = await Check(await own.ExportAsync("nanopubs"));
        var last = Found(circle, ExportServer.Corrected)["supersedes"]!.AsArray().Select(u => (string)u!).ToList();
        Assert.Contains((string)Found(after, ExportServer.Corrected)["uri"]!, last);
        Assert.Contains((string)Found(after, ExportServer.Again)["uri"]!, last);
    }

    private static async Task<JsonArray> Check(Exported exported)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "all.trig");
        await File.WriteAllBytesAsync(file, exported.Bytes, TestContext.Current.CancellationToken);
        var told = await NodeScript.RunAsync("nanopubs.mjs", file);
        Assert.Empty(told["wrong"]!.AsArray().Select(w => (string)w!));
        return told["found"]!.AsArray();
    }

    private static JsonNode Found(JsonArray found, Guid claim) => found.Single(f => (string?)f!["claim"] == Iri(claim))!;

    private static IEnumerable<string> Objects(JsonNode graph, string subject, string predicate) => graph.AsArray()
        .Where(t => (string)t![0]! == subject && ((string)t[1]!).EndsWith(predicate, StringComparison.Ordinal)).Select(t => (string)t![2]!);

    private static string Iri(Guid id) => $"urn:uuid:{id:D}";
}
