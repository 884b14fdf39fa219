using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Records a person, an informant and what is told of them, with one token in every text that can be recorded.</summary>
internal sealed class PersonStory(ServerWithUsers server)
{
    public const string Admin = "Root:administrator";

    /// <summary>In lower case, so that it can be part of a key.</summary>
    public string Token { get; } = $"zq{Guid.NewGuid():n}"[..14];

    public string Person => $"person:{Token}-person";

    public string Informant => $"{Token}-informant";

    /// <summary>The input of the request that carried a key.</summary>
    public object Request => new
    {
        idempotencyKey = $"key of {Token}",
        clientMutationId = Token,
        claims = new[]
        {
            new
            {
                subject = Person, property = "PERSON_STATEMENT", value = new { text = new { text = $"I, {Token}", language = "en" } }, stance = "ASSERTS", source = "s2", note = Token,
                quotation = new { text = $"{Token} said", prefix = $"{Token} before", suffix = $"{Token} after" }, validDuring = "2020",
            },
        },
    };

    private string Name => $"Anna {Token}";

    private Guid PersonId => Identifiers.Entity(EntityKind.Person, $"{Token}-person");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task RecordAsync()
    {
        await Record(
            new RegisterEntity(EntityKind.Country, "FR", "France"), new RegisterEntity(EntityKind.Country, "RU", "Russia"),
            new RegisterEntity(EntityKind.Organisation, "service", "The service"), new RegisterEntity(EntityKind.Expulsion, "x1", "Label 1"),
            new RegisterEntity(EntityKind.Expulsion, "x2", $"After {Name}"), new RegisterEntity(EntityKind.Person, "other", "Somebody else"),
            new RegisterEntity(EntityKind.Person, $"{Token}-person", Name),
            new RegisterSource("s1", new(SourceKind.Outlet, "A paper")),
            new RegisterSource("s2", new(SourceKind.Article, $"The case of {Name}", $"https://example.org/{Token}", Source("s1"), EdtfDate.Parse("2021-03"), "en")),
            new RegisterSource(Informant, new(SourceKind.Informant, $"Informant {Token}", $"https://example.org/who/{Token}", Language: "ru")));
        await Record(new RelabelEntity(PersonId, $"{Name} the second", $"Called {Name} since."));
        await Record(
            Said("name", new TextValue(Name)), Said("occupation", new TextValue($"Neighbour of {Token}"), Stance.Reports, "s2"), Said("occupation", new TextValue("Baker"), source: "s2"),
            Said("sentence", new TextValue($"Years for {Token}"), Stance.Denies, "s2"), Said("arrestedOn", null, Stance.Denies), Said("allegedActivity", new TextValue($"Seen with {Token}")),
            Said("nationality", new EntityValue(Country("RU"))), Said("recruitedOn", new DateValue(EdtfDate.Parse("1971"))),
            Said("allegedAffiliation", new EntityValue(Identifiers.Entity(EntityKind.Organisation, "service")), Stance.Speculates));
        var graded = Said("nationality", new EntityValue(Country("RU"))).ClaimId;
        await Record(new GradeClaim(graded, Credibility.Doubtful, $"As {Token} is."), new RankClaim(graded, Rank.Preferred, $"For {Token}."));
        await Record(new RetractClaim(Said("recruitedOn", new DateValue(EdtfDate.Parse("1971"))).ClaimId, $"Asked by {Token}.", null));
        await Record(new WithdrawClaim(Said("allegedActivity", new TextValue($"Seen with {Token}")).ClaimId, $"Not {Token}.", null));
        await Record(
            new GradeSource(Source(Informant), Reliability.D, $"Knows {Token}."), new DescribeSource(Source(Informant), new(SourceKind.Informant, $"Informant {Token}, again")),
            new CiteSource(Source("s2"), Source(Informant), CitationManner.Quotes, false, $"Met {Token}."), new CiteSource(Source(Informant), Source("s1"), CitationManner.Quotes, false, $"{Token} reads."),
            new JudgeIndependence(Source("s1"), Source(Informant), IndependenceVerdict.Dependent, $"{Token} again."));
        await Record(new RemoveCitation(Source(Informant), Source("s1"), $"{Token} does not."));
        // In the words of the paper the person is found; those of the informant go with the informant.
        await Record(
            TakeSnapshot.OfText(Source("s2"), $"<p>{Token} before <b>{Token} said</b> {Token} after<p>{Name} was there", "text/html", At("2021-03-04"), null),
            TakeSnapshot.OfText(Source("s2"), "Nothing more.", "text/plain", At("2021-03-05"), null),
            TakeSnapshot.OfText(Source(Informant), $"It was {Token}.", "text/plain", At("2021-03-04"), $"https://archive.example/{Token}"));
        // Told of an expulsion, not of a person: these stay, without words that name anybody.
        await Record(
            Told("x1", "Expulsion.statedReason", new TextValue($"Because of {Name}"), "s1"), Told("x1", "Expulsion.statedReason", new TextValue($"Because  of {Name}"), "s2"),
            Told("x1", "Expulsion.statedReason", new TextValue("In return"), Informant), Told("x1", "Expulsion.headcount", new HeadcountValue(Headcount.Exactly(2)), Informant),
            Told("x1", "Expulsion.expellingParty", new EntityValue(Country("FR")), "s2", new($"{Name} was there", null, $"and {Name} left"), $"Of {Name}, too."),
            new AssertClaim(Identifiers.Entity(EntityKind.Person, "other"), "Person.exposedBy", new EntityValue(PersonId), Stance.Asserts, Source("s1"), []));
        await Record(new GradeSource(Source("s2"), Reliability.B, $"It met {Name}."));
        await RequestAsync();
        await ImportAsync();
    }

    /// <summary>Ids of the changes that the preview finds elsewhere, all of them.</summary>
    public async Task<IReadOnlyList<string>> ElsewhereAsync()
    {
        var preview = (await server.AskAs(Admin, "query($e: ID) { erasurePreview(entity: $e) { elsewhere(first: 100) { nodes { change { id } texts } pageInfo { hasNextPage } } } }", new { e = Person }).MustBeData())["erasurePreview"]!;
        Assert.False((bool)preview["elsewhere"]!["pageInfo"]!["hasNextPage"]!);
        var nodes = preview["elsewhere"]!["nodes"]!.AsArray();
        Assert.All(nodes, n => Assert.Contains(n!["texts"]!.AsArray(), t => ((string)t!).Contains(Token, StringComparison.Ordinal)));
        return [.. nodes.Select(n => (string)n!["change"]!["id"]!)];
    }

    public Task<JsonNode> EraseAsync(string subject, string value, IReadOnlyList<string>? alsoRedact = null, string? user = Admin, string reason = "Asked for in writing.") => server.AskAs(
        user,
        $$"""
        mutation($also: [ID!], $reason: String!) {
          eraseSubject(input: { {{subject}}: "{{value}}", reason: $reason, alsoRedact: $also }) {
            entity { key label erased { reason change { kind recordedBy } } } source { key title erased { reason } }
            changes { id kind recordedBy } errors { __typename ... on UserError { code path } }
          }
        }
        """, new { also = alsoRedact ?? [], reason });

    /// <summary>Erases the informant and the person, with all that was found elsewhere.</summary>
    public async Task EraseAllAsync()
    {
        var elsewhere = await ElsewhereAsync();
        foreach (var (subject, value, also) in new[] { ("source", Informant, null), ("entity", Person, elsewhere) })
        {
            var payload = (await EraseAsync(subject, value, also).MustBeData())["eraseSubject"]!;
            Assert.Empty(payload["errors"]!.AsArray());
            Assert.Single(payload["changes"]!.AsArray());
        }
    }

    /// <summary>Over HTTP, with a key of the client's.</summary>
    private async Task RequestAsync() => Assert.Empty((await server.AskAs(
        "Curator:curator", "mutation($input: AssertClaimsInput!) { assertClaims(input: $input) { errors { __typename } } }", new { input = Request }).MustBeData())["assertClaims"]!["errors"]!.AsArray());

    private async Task ImportAsync()
    {
        var line = $$"""{"record":"claim","subject":"{{Person}}","property":"Person.aftermath","value":"Gone, {{Token}}","stance":"ASSERTS","source":"s1","quotation":{"exact":"{{Token}}"},"note":"{{Token}}"}""";
        var report = await server.Services.GetRequiredService<Importer>().ImportAsync([new($"{Token}.jsonl", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(line)))], new("importer"), Cancel);
        Assert.Equal(1, report.RecordedEvents);
    }

    private AssertClaim Said(string field, Value? value, Stance stance = Stance.Asserts, string source = "s1") => new(
        PersonId, $"Person.{field}", value, stance, Source(source), [[Source(Informant)]], EdtfDate.Parse("2021"), EdtfDate.Parse("2020"),
        new($"{Token} {field}", $"{Token} before", $"{Token} after"), Source("s2"), $"Note on {Token}");

    private AssertClaim Told(string expulsion, string property, Value value, string source, Quotation? quotation = null, string? note = null) => new(
        Identifiers.Entity(EntityKind.Expulsion, expulsion), property, value, Stance.Asserts, Source(source), [], EdtfDate.Parse("2021"),
        Quotation: quotation ?? (source == Informant ? new($"I am {Token}", null, null) : null), Note: note ?? (source == Informant ? $"Heard from {Token}" : null));

    private async Task Record(params object[] commands)
    {
        var result = await server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        Assert.NotEmpty(result.Changes);
    }

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse($"{day}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static Guid Source(string key) => Identifiers.Source(key);

    private static Guid Country(string code) => Identifiers.Entity(EntityKind.Country, code);
}
