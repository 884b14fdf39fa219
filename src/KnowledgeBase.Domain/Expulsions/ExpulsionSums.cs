namespace KnowledgeBase.Domain.Expulsions;

/// <summary>
/// Adds up expulsions without counting anybody twice. The rule (docs/decisions/013):
/// <list type="number">
/// <item>Two expulsions have nobody in common unless <c>partOf</c> says so.</item>
/// <item>An aggregate holds its parts, and theirs, and whom nobody recorded one by one. So it counts from its own minimum, or from
/// what its parts sum up to where that is more, to its own maximum.</item>
/// <item>Where the parts together are certainly more than the aggregate's maximum, the sources contradict each other: the parts are
/// known one by one and prevail. An aggregate without a number is the sum of its parts.</item>
/// <item>Aggregates that share a part, and are not part of each other, may share more than that. They count from the largest of
/// them (or from their single expulsions together) to all of them together, less the single expulsions that they share.</item>
/// <item>What is part of itself, over however many steps, is one expulsion: from the smallest to the largest number of those in the
/// circle.</item>
/// </list>
/// Where nobody stated a number, at least nobody was expelled and there is no upper bound.
/// </summary>
public sealed class ExpulsionSums
{
    private readonly ExpulsionGraph graph;
    private readonly Nesting everything;

    /// <param name="all">
    /// Every expulsion that those to be summed are connected with by <c>partOf</c>, whether or not it is to be summed. A link to one
    /// that is not given is ignored.
    /// </param>
    public ExpulsionSums(IReadOnlyCollection<SummedExpulsion> all)
    {
        graph = new(all);
        everything = new([.. graph.Nodes.Select(n => new Nested(n, n.Number, n.Above)), .. graph.Singles.Select(s => Single(s, 0))]);
    }

    /// <summary>The sum of expulsions that are all that there is.</summary>
    public static PersonRange Of(IReadOnlyCollection<SummedExpulsion> expulsions) => new ExpulsionSums(expulsions).everything.Sum();

    /// <summary>
    /// The sum of some of the expulsions. An aggregate that is among them counts with all its persons, also with those of parts that are
    /// not; a part whose aggregate is not among them counts with its own.
    /// </summary>
    /// <param name="some">Among those that were given; each once.</param>
    public PersonRange Of(IEnumerable<SummedExpulsion> some) => Nest(some.Select(e => (e, 0))).Sum();

    /// <summary>
    /// The sum of each group. Everybody belongs to the group of the smallest expulsion that is recorded of him: an aggregate whose
    /// parts are in other groups counts, in its own, only those beyond them. So what is added up over groups is not counted twice.
    /// </summary>
    /// <param name="some">Among those that were given; each once, with its group.</param>
    public IReadOnlyDictionary<int, PersonRange> ByGroup(IEnumerable<(SummedExpulsion Expulsion, int Group)> some) => GroupedSums.Of(Nest(some));

    private Nesting Nest(IEnumerable<(SummedExpulsion Expulsion, int Group)> some)
    {
        var kept = some.Where(e => e.Expulsion.Counts).ToList();
        var within = new Dictionary<ExpulsionNode, int>();
        foreach (var (expulsion, _) in kept)
        {
            var wholes = graph.AboveOf(expulsion);
            foreach (var whole in expulsion.Id is { } id ? wholes.Append(graph.Find(id)) : wholes) within[whole] = within.GetValueOrDefault(whole) + expulsion.Count;
        }

        // Members of a circle are one, in the group of the first of them.
        var nodes = kept.Where(e => e.Expulsion.Id is not null).DistinctBy(e => graph.Find(e.Expulsion.Id!.Value)).Select(e =>
        {
            var node = graph.Find(e.Expulsion.Id!.Value);
            // With all of its parts among them it is what it was; with some left out, its number has to speak for these.
            return new Nested(node, within[node] == node.CountWithin ? node.Number : everything.Of(node), node.Above, e.Group);
        });
        return new([.. nodes, .. kept.Where(e => e.Expulsion.Id is null).Select(e => Single(e.Expulsion, e.Group))]);
    }

    private Nested Single(SummedExpulsion single, int group) => new(null, single.Number ?? PersonRange.Unknown, graph.AboveOf(single), group);
}
