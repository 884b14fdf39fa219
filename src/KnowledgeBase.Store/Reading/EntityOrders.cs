using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.Store.Reading;

/// <summary>What lists of entities can be ordered by.</summary>
public static class EntityOrders
{
    private static readonly OrderTerm Id = new("id", "e.id", OrderType.Uuid);
    private static readonly OrderTerm ExpulsionId = new("id", "x.id", OrderType.Uuid);

    public static OrderTerm Label { get; } = new("label", "e.label collate \"C\"", OrderType.Text);

    public static OrderTerm Key { get; } = new("key", "e.key collate \"C\"", OrderType.Text);

    /// <summary>First possible day; unknown days come first.</summary>
    public static OrderTerm Announced { get; } = new("announced", "coalesce(x.announced_from, '-infinity')", OrderType.Date);

    public static OrderTerm Executed { get; } = new("executed", "coalesce(x.executed_from, '-infinity')", OrderType.Date);

    /// <summary>Smallest possible number; unknown numbers come first.</summary>
    public static OrderTerm Headcount { get; } = new("headcount", "coalesce(x.headcount_min, -1)", OrderType.Number);

    /// <param name="terms">Without any, by label.</param>
    public static Ordering Entities(string list, params IReadOnlyList<OrderTerm> terms) => new(list, terms.Count == 0 ? [Label] : terms, Id);

    /// <param name="terms">Without any, latest announcement first.</param>
    public static Ordering Expulsions(params IReadOnlyList<OrderTerm> terms) =>
        new("expulsions", terms.Count == 0 ? [Announced with { Descending = true }] : terms, ExpulsionId);
}
