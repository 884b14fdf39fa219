using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>
/// The sources, by number. First those that many cite (agencies, ministries, reference works, outlets), then, expulsion by
/// expulsion, those that report on it: articles that cite an agency, or one another in chains, statements, informants, comments.
/// </summary>
internal sealed class Sources(Scale scale)
{
    public const int Agencies = 8;
    private const int References = 12;

    private static readonly Reliability[] Grades = [Reliability.A, Reliability.B, Reliability.B, Reliability.C, Reliability.D, Reliability.F];

    private int Outlets => Math.Max(12, scale.Sources / 400);

    private static int FirstMinistry => Agencies;

    private static int FirstReference => FirstMinistry + Countries.Codes.Count;

    private static int FirstOutlet => FirstReference + References;

    /// <summary>The agency that most others cite.</summary>
    public static Guid MostCited => IdOf(0);

    /// <summary>How many sources are not about one expulsion.</summary>
    public int Common => FirstOutlet + Outlets;

    public static Guid IdOf(int source) => Identifiers.Source(KeyOf(source));

    /// <summary>The first source that reports on an expulsion; the next expulsion's first ends them.</summary>
    public int FirstOf(int expulsion) => Common + (int)((long)(scale.Sources - Common) * expulsion / scale.Expulsions);

    /// <param name="day">Of the expulsion that it reports on; ignored for a common source.</param>
    public RegisterSource Register(int source, DateOnly day) => new(KeyOf(source), Describe(source, day));

    public SourceDescription Describe(int source, DateOnly day)
    {
        if (source < FirstMinistry) return new(SourceKind.Outlet, $"Agency {source}", $"https://agency-{source}.example/", null, null, "en", source % 2 == 0);
        if (source < FirstReference) return new(SourceKind.OfficialStatement, $"Foreign ministry of {Countries.Codes[source - FirstMinistry]}");
        if (source < FirstOutlet) return new(source % 2 == 0 ? SourceKind.Book : SourceKind.Dataset, $"Reference work {source}");
        if (source < Common) return new(SourceKind.Outlet, $"Outlet {source}", $"https://outlet-{source}.example/");
        var draw = new Draw(scale.Seed, Subject.Source, source);
        var kind = KindOf(ref draw);
        var published = EdtfDate.Parse($"{day.AddDays((source % 4) + draw.Below(3)):yyyy-MM-dd}");
        return kind is SourceKind.Informant or SourceKind.ReaderComment
            ? new(kind, $"{kind} {source}", null, null, published)
            : new(kind, $"Diplomats told to leave, report {source}", $"https://outlet-{source % Outlets}.example/{day:yyyy/MM/dd}/{source}",
                IdOf(FirstOutlet + draw.Skewed(Outlets)), published, draw.Percent(60) ? "en" : "ru", draw.Percent(6));
    }

    /// <summary>What a source cites when it is registered: sources with a lower number only.</summary>
    public IEnumerable<CiteSource> Cites(int source, int first)
    {
        var draw = new Draw(scale.Seed, Subject.Source, source, 1);
        if (source >= FirstOutlet && source < Common)
        {
            if (draw.Percent(60)) yield return Cite(source, draw.Skewed(Agencies), ref draw);
            yield break;
        }

        var self = new Draw(scale.Seed, Subject.Source, source);
        if (source < Common || KindOf(ref self) != SourceKind.Article) yield break;
        var cited = new HashSet<int>();
        for (var i = draw.Below(4) - 1; i >= 0; i--) cited.Add(Cited(ref draw, source, first));
        foreach (var other in cited.Where(c => c >= 0)) yield return Cite(source, other, ref draw);
    }

    public GradeSource? Grade(int source)
    {
        var draw = new Draw(scale.Seed, Subject.Source, source, 2);
        return source < Common || draw.Percent(5) ? new(IdOf(source), draw.Of(Grades), "Looked at its record.") : null;
    }

    /// <summary>Judgements on pairs of sources that lineages often end at.</summary>
    public static IEnumerable<JudgeIndependence> Judgements() =>
        from a in Enumerable.Range(0, Agencies)
        from b in Enumerable.Range(a + 1, Agencies - a - 1)
        where (a + b) % 3 == 0
        select new JudgeIndependence(IdOf(a), IdOf(b), a + b == 9 ? IndependenceVerdict.Dependent : IndependenceVerdict.Independent, "Own correspondents.");

    private int Cited(ref Draw draw, int source, int first) => draw.Below(100) switch
    {
        < 45 => source > first ? first + draw.Below(source - first) : draw.Skewed(Agencies),
        < 65 => draw.Skewed(Agencies),
        < 75 => FirstMinistry + draw.Skewed(Countries.Codes.Count),
        < 80 => FirstReference + draw.Below(References),
        < 92 => FirstOutlet + draw.Skewed(Outlets),
        _ => -1,
    };

    private static CiteSource Cite(int source, int cited, ref Draw draw) =>
        new(IdOf(source), IdOf(cited), (CitationManner)(1 + draw.Below(4)), draw.Percent(50), null);

    private static SourceKind KindOf(ref Draw draw) => draw.Below(100) switch
    {
        < 78 => SourceKind.Article,
        < 88 => SourceKind.OfficialStatement,
        < 93 => SourceKind.Informant,
        < 97 => SourceKind.ReaderComment,
        _ => SourceKind.Person,
    };

    private static string KeyOf(int source) => FormattableString.Invariant($"s{source}");
}
