using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>A random base on one property: sources that cite each other in any way, claims with attributions, judgements.</summary>
internal sealed record History(
    IReadOnlyList<SourceNode> Sources, IReadOnlyList<Evidence> Claims, IReadOnlyDictionary<(Guid First, Guid Second), IndependenceVerdict> Judgements)
{
    public static Property Property { get; } = PropertyRegistry.Get("Expulsion.headcount");

    public CitationGraph Graph => new(Sources.ToDictionary(s => s.Id), Judgements);

    public Fact Fact => FactResolution.Resolve(Property, Claims, Graph);

    public static Guid Id(int source) => Identifiers.Source($"{source}");

    /// <summary>Small enough to list every path, and crowded enough for circles, dead ends and shared roots.</summary>
    public static Gen<History> Any { get; } =
        from size in Gen.Int[2, 7]
        from nodes in Node(size).Array[size]
        from claims in Claim(size).Array[1, 7]
        from judged in Gen.Select(Gen.Int[0, size - 1], Gen.Int[0, size - 1], Gen.Enum<IndependenceVerdict>()).Array[0, 8]
        select new History(
            [.. nodes.Select((n, i) => n with { Id = Id(i), Cites = [.. n.Cites.Where(c => c != Id(i)).Distinct()] })],
            [.. claims.Select((c, i) => c with { ClaimId = Identifiers.Source($"claim {i}"), RecordedAt = i + 1 })],
            judged.Where(j => j.Item1 != j.Item2).GroupBy(j => Identifiers.Ordered(Id(j.Item1), Id(j.Item2)))
                .ToDictionary(g => g.Key, g => g.First().Item3));

    private static Gen<DateOnly?> Day { get; } = Gen.Int[-4, 4].Select(d => d < 0 ? (DateOnly?)null : new DateOnly(2021, 1, 1).AddDays(d));

    private static Gen<T?> Sometimes<T>(Gen<T> gen) where T : struct =>
        Gen.Bool.SelectMany(given => given ? gen.Select(v => (T?)v) : Gen.Const((T?)null));

    private static Gen<SourceNode> Node(int size) =>
        from kind in Gen.Frequency((4, Gen.Const(SourceKind.Article)), (2, Gen.Const(SourceKind.Informant)), (1, Gen.Enum<SourceKind>()))
        from original in Gen.Int[0, 5]
        from publisher in Sometimes(Gen.Int[0, 2].Select(Id))
        from published in Day
        from grade in Sometimes(Gen.Enum<Reliability>())
        from retracted in Gen.Int[0, 9]
        from cites in Gen.Int[0, size - 1].Select(Id).Array[0, 3]
        select new SourceNode(Guid.Empty, kind, original == 0, publisher, published, published, grade, retracted == 0, cites);

    private static Gen<Evidence> Claim(int size) =>
        from source in Gen.Int[0, size - 1].Select(Id)
        from count in Gen.Int[0, 3]
        from stance in Gen.Frequency((6, Gen.Const(Stance.Reports)), (2, Gen.Enum<Stance>()))
        from rank in Gen.Frequency((6, Gen.Const(Rank.Normal)), (1, Gen.Enum<Rank>()))
        from credibility in Sometimes(Gen.Enum<Credibility>())
        from chains in Gen.Int[0, size - 1].Select(Id).Array[1, 3].Array[0, 2]
        from said in Day
        select new Evidence(
            Guid.Empty, count == 0 && !stance.Supports() ? null : new HeadcountValue(Headcount.Exactly(Math.Max(count, 1))), stance, rank, credibility,
            new(source, [.. chains.Select(c => (IReadOnlyList<Guid>)[.. c.Where(id => id != source).Distinct()]).Where(c => c.Count > 0)]), said, 0);

    public override string ToString() => string.Join('\n', [
        .. Sources.Select(s => $"{Name(s.Id)} {s.Kind} original={s.IsOriginalReporting} {s.PublishedFrom:MM-dd} retracted={s.IsRetracted} {s.Reliability} by {s.PublisherId} cites {string.Join(',', s.Cites.Select(Name))}"),
        .. Claims.Select(c => $"claim {c.RecordedAt} by {Name(c.Start.SourceId)}: {c.Value?.Identity} {c.Stance} {c.Rank} {c.Credibility} {c.StatedTo:MM-dd} via {string.Join(" | ", c.Start.AttributedTo.Select(a => string.Join('>', a.Select(Name))))}"),
        .. Judgements.Select(j => $"{Name(j.Key.First)} {Name(j.Key.Second)} {j.Value}")]);

    private static string Name(Guid id) => $"{Enumerable.Range(0, 1_000).First(i => Id(i) == id)}";
}
