using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>A server on which a small story was recorded, in which everything happens that can happen. Tests must not add to it.</summary>
public sealed class ToldServer(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    public static Guid Import { get; } = new("00000000-0000-0000-0000-00000000feed");

    private static readonly Guid Expulsion = Identifiers.Entity(EntityKind.Expulsion, "fr-ru");
    private static readonly Guid Article = Identifiers.Source("article");
    private static readonly Guid Site = Identifiers.Source("site");
    private static readonly Guid Ministry = Identifiers.Source("ministry");
    private static readonly Guid Informants = Identifiers.Source("informants");

    /// <summary>The last position after each step.</summary>
    public List<long> Positions { get; } = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await Record(
            new("importer", ImportId: Import),
            new RegisterEntity(EntityKind.Country, "FR", "France"), new RegisterEntity(EntityKind.Expulsion, "fr-ru", "France expels"),
            new RegisterSource("le-monde", new(SourceKind.Outlet, "Le Monde")),
            new RegisterSource("article", new(SourceKind.Article, "Three leave", PublisherId: Identifiers.Source("le-monde"))),
            new RegisterSource("site", new(SourceKind.Article, "A site")), new RegisterSource("ministry", new(SourceKind.OfficialStatement, "The ministry")),
            new RegisterSource("informants", new(SourceKind.Informant, "Informants")),
            Headcount(Article, 3, Stance.Reports, [[Informants, Identifiers.Source("le-monde")]]), About("expellingParty", new EntityValue(Identifiers.Entity(EntityKind.Country, "FR")), Article));
        await Alice(new RelabelEntity(Expulsion, "France expels three", "Others are named by their number."));
        await Alice(Headcount(Ministry, 5, Stance.Asserts, [], new("We asked five to leave.")));
        await Alice(new RankClaim(ClaimOf(Article, 3, Stance.Reports), Rank.Preferred, "Counted the names"));
        await Alice(new RankClaim(ClaimOf(Article, 3, Stance.Reports), Rank.Normal, "Two names were one."));
        await Alice(new GradeClaim(ClaimOf(Article, 3, Stance.Reports), Credibility.Doubtful, "Miscounted."));
        await Alice(new GradeClaim(ClaimOf(Article, 3, Stance.Reports), Credibility.PossiblyTrue, "Not by much."));
        await Bob(new RetractClaim(Ministry5, "The ministry said it was mistaken.", EdtfDate.Parse("2018-04")));
        await Bob(Headcount(Ministry, 5, Stance.Asserts, [], new("We asked five to leave."), note: "They said it again."));
        await Bob(About("headcount", null, Site, Stance.DeclinesComment), About("announcedOn", new DateValue(EdtfDate.Parse("2018-03")), Site));
        await Bob(new DescribeSource(Site, new(SourceKind.Article, "The site", "https://site.example/1", Identifiers.Source("le-monde"), EdtfDate.Parse("2018-04-01"), "fr")));
        await Bob(new CiteSource(Site, Ministry, CitationManner.Quotes, false, null));
        await Bob(new CiteSource(Site, Ministry, CitationManner.Reprints, true, "Word by word."));
        await Bob(new JudgeIndependence(Site, Article, IndependenceVerdict.Dependent, "One author."));
        await Bob(new JudgeIndependence(Site, Article, IndependenceVerdict.Independent, "Two authors of one name."));
        await Bob(new RemoveCitation(Site, Ministry, "Another ministry."));
        await Bob(new GradeSource(Site, Reliability.B, "Corrects its mistakes."));
        await Bob(new GradeSource(Site, Reliability.D, "It no longer does."));
        await Bob(new RetractSource(Ministry, "Forged.", EdtfDate.Parse("2019")));
        await Bob(Headcount(Site, 4, Stance.Asserts, []));
        await Bob(new WithdrawClaim(ClaimOf(Article, 3, Stance.Reports), "It says four.", ClaimOf(Site, 4, Stance.Asserts)));
        await Bob(new WithdrawClaim(ClaimOf(Site, 4, Stance.Asserts), "Read in a hurry.", null));
    }

    public static AssertClaim Headcount(Guid source, int count, Stance stance, Guid[][] attributedTo, Quotation? quotation = null, string? note = null) => new(
        Expulsion, "Expulsion.headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(count)), stance, source, attributedTo, Quotation: quotation, Note: note);

    private static AssertClaim About(string property, Value? value, Guid source, Stance stance = Stance.Asserts) =>
        new(Expulsion, $"Expulsion.{property}", value, stance, source, []);

    private static Guid ClaimOf(Guid source, int count, Stance stance) => Headcount(source, count, stance, []).ClaimId;

    private static Guid Ministry5 => Headcount(Ministry, 5, Stance.Asserts, [], new("We asked five to leave.")).ClaimId;

    private Task Alice(params object[] commands) => Record(new("alice", $"request {Positions.Count}"), commands);

    private Task Bob(params object[] commands) => Record(new("bob", $"request {Positions.Count}"), commands);

    private async Task Record(Author author, params object[] commands)
    {
        var result = await Recorder.RecordAsync(author, [.. commands.Select(c => new Step(c))], cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(result.Refusals);
        Positions.Add(result.Position);
    }
}
