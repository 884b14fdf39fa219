namespace KnowledgeBase.Domain.Expulsions;

/// <summary>What counting an expulsion needs to know of it.</summary>
/// <param name="Headcount">Null when nobody stated a number.</param>
/// <param name="PartOf">Expulsions that sum it up with others.</param>
public sealed record CountedExpulsion(Guid Id, Headcount? Headcount, IReadOnlyList<Guid> PartOf);

/// <summary>A number of persons between two bounds.</summary>
/// <param name="Max">Null when there is no upper bound.</param>
public readonly record struct PersonRange(long Min, long? Max)
{
    public static PersonRange operator +(PersonRange a, PersonRange b) => new(a.Min + b.Min, a.Max + b.Max);

    public static PersonRange Add(PersonRange left, PersonRange right) => left + right;

    public static PersonRange Of(Headcount? headcount) => headcount is null ? new(0, null) : new(headcount.Min, headcount.Max);
}

/// <summary>
/// Adds up expulsions without counting anybody twice: an aggregate ("23 countries expelled over 100") and its parts are not
/// added up. Minima and maxima are summed each on their own; where nobody stated a number the sum has no upper bound.
/// </summary>
public static class ExpulsionSums
{
    /// <param name="expulsions">Those that count as expulsions: neither proposed nor rejected ones. Links to others are ignored.</param>
    public static PersonRange Of(IReadOnlyCollection<CountedExpulsion> expulsions)
    {
        var sum = new PersonRange(0, 0);
        foreach (var group in Connected(expulsions)) sum += OfConnected(group);
        return sum;
    }

    /// <summary>
    /// One connected group: its aggregates against all that is below them. The parts may be incomplete, so the aggregate's
    /// number stands unless the parts already exceed it.
    /// </summary>
    private static PersonRange OfConnected(List<CountedExpulsion> group)
    {
        if (group.Count == 1) return PersonRange.Of(group[0].Headcount);
        var ids = group.Select(e => e.Id).ToHashSet();
        var tops = group.Where(e => !e.PartOf.Any(p => p != e.Id && ids.Contains(p))).ToList();
        // A circle has no top; then each may stand for all.
        if (tops.Count == 0) return AnyOf(group);
        var parts = Of([.. group.Except(tops)]);
        return tops.TrueForAll(t => t.Headcount is null) ? parts : Within(AnyOf(tops.FindAll(t => t.Headcount is not null)), parts);
    }

    /// <summary>Several aggregates over the same parts may overlap: at least the largest of them, at most all.</summary>
    private static PersonRange AnyOf(List<CountedExpulsion> aggregates) => new(
        aggregates.Max(a => PersonRange.Of(a.Headcount).Min),
        aggregates.Select(a => PersonRange.Of(a.Headcount)).Aggregate(PersonRange.Add).Max);

    private static PersonRange Within(PersonRange whole, PersonRange parts)
    {
        // The sources contradict each other: the parts are known one by one, so they prevail.
        if (whole.Max < parts.Min) return parts;
        return new(Math.Max(whole.Min, parts.Min), whole.Max);
    }

    private static IEnumerable<List<CountedExpulsion>> Connected(IReadOnlyCollection<CountedExpulsion> expulsions)
    {
        var byId = expulsions.DistinctBy(e => e.Id).ToDictionary(e => e.Id);
        var neighbours = byId.Values
            .SelectMany(e => e.PartOf.Where(byId.ContainsKey).SelectMany(p => new[] { (From: e.Id, To: p), (From: p, To: e.Id) }))
            .ToLookup(l => l.From, l => l.To);
        var seen = new HashSet<Guid>();
        foreach (var first in byId.Values)
        {
            if (!seen.Add(first.Id)) continue;
            var group = new List<CountedExpulsion>();
            var queue = new Queue<Guid>([first.Id]);
            while (queue.TryDequeue(out var id))
            {
                group.Add(byId[id]);
                foreach (var next in neighbours[id])
                {
                    if (seen.Add(next)) queue.Enqueue(next);
                }
            }

            yield return group;
        }
    }
}
