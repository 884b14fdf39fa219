using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>Sources by name, what they cite, and who says how many were expelled: a base small enough to read.</summary>
internal sealed class Story
{
    private readonly Dictionary<Guid, SourceNode> sources = [];
    private readonly Dictionary<(Guid, Guid), IndependenceVerdict> judgements = [];
    private readonly List<Evidence> claims = [];
    private readonly Dictionary<Guid, string> names = [];

    public CitationGraph Graph => new(sources, judgements);

    public IReadOnlyList<Evidence> Claims => claims;

    public Fact Headcount => FactResolution.Resolve(PropertyRegistry.Get("Expulsion.headcount"), claims, Graph);

    public Corroboration Corroboration => Headcount.Corroboration;

    public static Guid Id(string name) => Identifiers.Source(name);

    public static Guid[] Ids(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)];

    public static LineageStart From(string source, params string[] chains) => new(Id(source), [.. chains.Select(Ids)]);

    public Story Article(string name, string cites = "", string? on = null, string? publisher = null, Reliability? grade = null, bool original = false) =>
        Source(SourceKind.Article, name, cites, on, publisher, grade, original);

    public Story Official(string name, string cites = "", string? on = null) => Source(SourceKind.OfficialStatement, name, cites, on);

    public Story Informant(string name) => Source(SourceKind.Informant, name);

    public Story Source(
        SourceKind kind, string name, string cites = "", string? on = null, string? publisher = null, Reliability? grade = null,
        bool original = false, bool retracted = false)
    {
        foreach (var cited in cites.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Named(cited);
        var day = on is null ? (DateOnly?)null : Day(on);
        sources[Named(name)] = new(Id(name), kind, original, publisher is null ? null : Id(publisher), day, day, grade, retracted, Ids(cites));
        return this;
    }

    public Story Judged(IndependenceVerdict verdict, string a, string b)
    {
        judgements[Identifiers.Ordered(Id(a), Id(b))] = verdict;
        return this;
    }

    /// <param name="according">Chains of attribution, separated by commas.</param>
    public Story Says(
        string source, int? count, Stance stance = Stance.Reports, string according = "", Rank rank = Rank.Normal,
        Credibility? credibility = null, string? on = null)
    {
        var chains = according.Split(',', StringSplitOptions.RemoveEmptyEntries);
        claims.Add(new(
            Guid.NewGuid(), count is { } n ? new HeadcountValue(Domain.Expulsions.Headcount.Exactly(n)) : null, stance, rank, credibility,
            From(source, chains), on is null ? null : Day(on), claims.Count + 1));
        return this;
    }

    public Lineage LineageOf(string source, params string[] chains) => LineageWalk.From(From(source, chains), Graph);

    public IEnumerable<(string Name, RootKind Kind)> RootsOf(string source, params string[] chains) =>
        LineageOf(source, chains).Roots.Select(r => (NameOf(r.SourceId), r.Kind));

    /// <summary>Paths to the root of the accepted value, each written as names with arrows.</summary>
    public IEnumerable<string> Paths(string source, string root, params string[] chains)
    {
        var told = Graph.AsToldBy(Headcount.Accepted?.SupportedBy.Select(c => c.Start) ?? []);
        return LineagePaths.Between(From(source, chains), Id(root), told, 100).Paths.Select(p => string.Join(" → ", p.Select(NameOf)));
    }

    public static int? Count(Candidate? candidate) => (candidate?.Value as HeadcountValue)?.Headcount.Min;

    private string NameOf(Guid id) => names[id];

    private Guid Named(string name)
    {
        names[Id(name)] = name;
        return Id(name);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
