using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Counts what does not fit, by kind.</summary>
internal sealed class UnfitList
{
    private const int MostKinds = 1_000;

    private readonly Dictionary<string, UnfitCount> kinds = [];

    public IReadOnlyList<UnfitCount> All => [.. kinds.Values.OrderByDescending(u => u.Count).ThenBy(u => u.What, StringComparer.Ordinal)];

    public void Add(Unfit unfit, string file, long line)
    {
        var (what, why) = kinds.ContainsKey(unfit.What) || kinds.Count < MostKinds ? (unfit.What, unfit.Why) : ("…", "And other kinds of things.");
        kinds[what] = kinds.TryGetValue(what, out var before) ? before with { Count = before.Count + 1 } : new(what, why, 1, file, line);
    }
}
