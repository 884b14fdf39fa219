using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>Sums are of what was known, of what has begun, and of what stands without a source.</summary>
public sealed class SumsThroughLensTests(PostgresServer postgres)
{
    private const string Everything = """
        expulsionStatistics(groupBy: [EXPELLING_PARTY, MONTH]) { expellingParty { label } month expulsions aggregates withoutHeadcount contested persons { text } }
        byEpisode: expulsionStatistics(groupBy: [EPISODE]) { episode { label } persons { text } }
        relation(between: ["FR", "RU"]) { balance { expulsions persons { text } } exchanges { totalCount nodes { initial { label } chain { label } thirdPartyResponses { label } symmetric difference { text } totals { persons { text } } } } }
        episodes { nodes { label expulsions { totalCount } episodes { nodes { label } } totals { computed { text } agreement stated { value { text } agreement difference { text } } } partyTotals { computed withoutParty } } }
        """;

    private static readonly string[] Properties = ["headcount", "headcount", "partOf", "partOf", "partOf", "expellingParty", "sendingParty", "announcedOn", "inResponseTo", "status"];

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Through_knownAt_every_sum_is_what_it_was_then(int seed)
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var random = new Random(seed);
        await new Facts().Paper("paper", "other").Countries("FR", "RU").Episodes("e0", "e1").Register("x0", "x1", "x2", "x3", "x4", "x5")
            .SayOfEpisode("e1", "partOf", Facts.Entity("episode:e0")).SayOfEpisode("e0", "statedTotal", Facts.Number("12")).RecordAsync(server.Recorder);
        var then = new List<(string Instant, string Answer)>();
        var claims = new List<Guid>();
        for (var i = 0; i < 45; i++)
        {
            var recorded = await server.Recorder.RecordAsync(new("tests"), [new(Command(random, claims))], cancellation: TestContext.Current.CancellationToken);
            if (recorded.Changes.Count > 0) then.Add((await LastInstant(server), (await server.Ask($"{{ {Everything} }}").MustBeData()).ToJsonString()));
        }

        Assert.True(then.Select(t => t.Answer).Distinct().Count() > 20, "The answers hardly changed: this proves little.");
        foreach (var (instant, answer) in then)
        {
            Assert.Equal(answer, (await server.Ask($"{{ through(lens: {{ knownAt: \"{instant}\" }}) {{ {Everything} }} }}").MustBeData())["through"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Without_a_source_and_at_a_time_only_what_stands_and_has_begun_is_summed()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await new Facts().Paper("paper", "other").Countries("FR", "DE", "RU").Register("fr", "de", "all")
            .Tell("fr", "FR-RU", "4", "2018-03-10").Tell("de", "DE-RU", "5", "2018-04-10").Tell("all", "-RU", "30", "2018-03-10")
            .Say("fr", "partOf", Facts.Entity("all"), "other").Say("de", "partOf", Facts.Entity("all")).RecordAsync(server.Recorder);
        var source = (string)(await server.Ask("""{ source(key: "other") { id } }""").MustBeData())["source"]!["id"]!;
        // The other paper alone says that the French ones are among the 30; on 1 April the Germans had expelled nobody yet.
        Assert.Equal("30", await Sum(server, ""));
        Assert.Equal("34", await Sum(server, $"withoutSources: [\"{source}\"]"));
        Assert.Equal("30", await Sum(server, "validAt: \"2018-04-01\""));
        Assert.Equal("34", await Sum(server, $"validAt: \"2018-04-01\", withoutSources: [\"{source}\"]"));
        Assert.Equal("4", await Sum(server, "validAt: \"2018-04-01\"", """filter: { headcount: { max: 5 } }"""));
    }

    private static async Task<string> Sum(RunningServer server, string lens, string filter = "filter: {}")
    {
        var query = $"expulsionStatistics(groupBy: [], {filter}) {{ persons {{ text }} }}";
        var data = await server.Ask(lens.Length == 0 ? $"{{ {query} }}" : $"{{ through(lens: {{ {lens} }}) {{ {query} }} }}").MustBeData();
        return (string)(data["through"] ?? data)["expulsionStatistics"]![0]!["persons"]!["text"]!;
    }

    private static object Command(Random random, List<Guid> claims)
    {
        if (claims.Count > 0 && random.Next(5) == 0) return new WithdrawClaim(claims[random.Next(claims.Count)], "Wrong.", null);
        var property = Properties[random.Next(Properties.Length)];
        Value value = property switch
        {
            "headcount" => Facts.Number(random.Next(4) == 0 ? "over 3" : $"{random.Next(1, 9)}"),
            "partOf" => Facts.Entity(random.Next(3) == 0 ? $"episode:e{random.Next(2)}" : $"x{random.Next(6)}"),
            "announcedOn" => new DateValue(Domain.Time.EdtfDate.Parse(random.Next(3) == 0 ? "2021" : $"2021-0{random.Next(1, 4)}")),
            "inResponseTo" => Facts.Entity($"x{random.Next(6)}"),
            "status" => new TermValue(random.Next(2) == 0 ? "REJECTED" : "EXECUTED"),
            _ => Facts.Party(random.Next(2) == 0 ? "FR" : "RU"),
        };
        var claim = new AssertClaim(
            Facts.Entity($"x{random.Next(6)}").EntityId, $"Expulsion.{property}", value, Stance.Asserts, Identifiers.Source(random.Next(2) == 0 ? "paper" : "other"), []);
        claims.Add(claim.ClaimId);
        return claim;
    }

    private static async Task<string> LastInstant(RunningServer server) =>
        (string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!;
}
