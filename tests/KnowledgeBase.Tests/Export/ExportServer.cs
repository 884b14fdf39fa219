using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Erasure;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Export;

/// <summary>A base with a short story of every kind of thing that exports tell, under a licence.</summary>
public sealed class ExportServer(PostgresServer postgres) : ServerWithUsers(postgres), IAsyncLifetime
{
    public const string License = "https://creativecommons.org/licenses/by/4.0/";

    /// <summary>Words that every format has to escape somehow.</summary>
    public const string Odd = "\"Non\",\tdit-il\\\n=1+1 🕊 <b> \u2028'";

    public static Guid Expulsion { get; } = Identifiers.Entity(EntityKind.Expulsion, "x1");

    public static Guid Headcount { get; } = Said("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(2)));

    public static Guid Corrected { get; } = Said("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(3)));

    public static Guid Again { get; } = Said("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(4)));

    public static Guid Withdrawn { get; } = Said("statedReason", new TextValue("Wrong"));

    public static Guid Retracted { get; } = Said("announcedOn", new DateValue(EdtfDate.Parse("2021-03")));

    public static Guid Quoted { get; } = Identifiers.Claim(Source("article"), Expulsion, "Expulsion.statedReason", new TextValue(Odd, "fr-FR"), Stance.Reports, EdtfDate.Parse("2021-03~"), Odd);


    protected override string[] Settings =>
        [.. base.Settings, $"--KnowledgeBase:Export:License={License}", "--KnowledgeBase:Export:Site=https://base.example/kb", "--KnowledgeBase:Export:Publisher=Test base"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await RecordAsync(
            new RegisterEntity(EntityKind.Country, "FR", "France"), new RegisterEntity(EntityKind.Country, "RU", "Russia"), new RegisterEntity(EntityKind.Expulsion, "x1", "=An expulsion"),
            new RegisterSource("paper", new(SourceKind.Outlet, "The paper", "https://paper.example/", Language: "fr")),
            new RegisterSource("article", new(SourceKind.Article, "Two out, é", "https://paper.example/a?b={c}|d", Source("paper"), EdtfDate.Parse("2021-03-05"), "fr")),
            new RegisterSource("ministry", new(SourceKind.OfficialStatement, "The ministry")), new RegisterSource("somebody", new(SourceKind.Informant, "Somebody at the ministry")),
            new CiteSource(Source("article"), Source("ministry"), CitationManner.Quotes, true, "Odd: =1"));
        await RecordAsync(
            Claim("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(2))), Claim("headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(3))),
            Claim("statedReason", new TextValue("Wrong")), Claim("announcedOn", new DateValue(EdtfDate.Parse("2021-03"))), Claim("expellingParty", new EntityValue(Country("FR"))),
            new AssertClaim(Expulsion, "Expulsion.measure", new TermValue("ASKED_TO_LEAVE"), Stance.Denies, Source("ministry"), [], EdtfDate.Parse("2021"), EdtfDate.Parse("2021/.."), null, null, "=A note"),
            new AssertClaim(Expulsion, "Expulsion.status", null, Stance.DeclinesComment, Source("ministry"), []),
            new AssertClaim(
                Expulsion, "Expulsion.statedReason", new TextValue(Odd, "fr-FR"), Stance.Reports, Source("article"), [[Source("ministry"), Source("somebody")], [Source("somebody")]],
                EdtfDate.Parse("2021-03~"), null, new(Odd, "before", "after"), null, null));
        await RecordAsync(
            new WithdrawClaim(Headcount, "It says three.", Corrected), new WithdrawClaim(Withdrawn, "=Not there.", null), new RetractClaim(Retracted, "A slip.", EdtfDate.Parse("2021-04")),
            new GradeClaim(Quoted, Credibility.ProbablyTrue, "Likely."), new GradeSource(Source("paper"), Reliability.B, "Mostly right."), new RankClaim(Quoted, Rank.Preferred, "In full."),
            // Recorded later: nothing that was published changes by it.
            new RelabelEntity(Expulsion, "=Another label", "Better."), new DescribeSource(Source("ministry"), new(SourceKind.OfficialStatement, "The foreign ministry")),
            TakeSnapshot.OfText(Source("article"), $"before {Odd} after", "text/plain", DateTimeOffset.UnixEpoch, null));
    }

    public async Task RecordAsync(params object[] commands)
    {
        var result = await Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        await Services.GetRequiredService<ProjectedPosition>().WaitForAsync(result.Changes.Max(c => c.Position), Cancel);
    }

    public static AssertClaim Claim(string field, Value value) => new(Expulsion, $"Expulsion.{field}", value, Stance.Asserts, Source("article"), []);

    public static Guid Source(string key) => Identifiers.Source(key);

    private static Guid Country(string code) => Identifiers.Entity(EntityKind.Country, code);

    private static Guid Said(string field, Value value) => Identifiers.Claim(Source("article"), Identifiers.Entity(EntityKind.Expulsion, "x1"), $"Expulsion.{field}", value, Stance.Asserts, null, null);
}
