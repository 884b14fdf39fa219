using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>A fact, or all facts of one property of one entity.</summary>
/// <param name="Slot">Null for all.</param>
public readonly record struct FactSlot(Guid Subject, short Property, string? Slot);

/// <summary>A value that was accepted for a while.</summary>
/// <param name="Value">In the words that it had last.</param>
/// <param name="From">The change since which it was accepted.</param>
/// <param name="Until">The change at which it was accepted no more; null while it is.</param>
public sealed record AcceptedValueRow(Value Value, long From, long? Until);

/// <summary>Which values were accepted one after the other.</summary>
public sealed class AcceptedValueQueries(ReadDatabase database)
{
    private static readonly Listing<(Value Value, long From, long Until)> Values = new(
        "h.value, h.value_since, h.until", 3,
        r => (JsonSerializer.Deserialize<Value>(r.GetString(0), StoreJson.Options)!, r.GetInt64(1), r.GetInt64(2)),
        t => $"""
            (select f.subject, f.property, f.slot, f.value_since, max(f.until) as until, (array_agg(f.value order by f.since desc))[1] as value
             from {t.FactVersions} f where f.value_since is not null group by f.subject, f.property, f.slot, f.value_since) h
            """);

    /// <summary>As they were accepted.</summary>
    public static Ordering Ordering { get; } = new(
        "accepted values", [new("since", "h.value_since", OrderType.Number)], new("slot", "h.slot collate \"C\"", OrderType.Text));

    /// <summary>The values of each fact, oldest first, with every source, whatever else the lens leaves out.</summary>
    public async Task<IReadOnlyDictionary<FactSlot, Page<AcceptedValueRow>>> OfFactsAsync(
        Lens lens, ListRequest request, IReadOnlyList<FactSlot> facts, CancellationToken cancellation)
    {
        var numbers = Enumerable.Range(1, facts.Count).ToList();
        var pages = await Values.PagesAsync(database, lens, request, numbers, w => Link(w, facts), cancellation);
        var last = lens.At ?? long.MaxValue - 1;
        return numbers.ToDictionary(
            n => facts[n - 1], n => pages[n].Select(v => new AcceptedValueRow(v.Value, v.From, v.Until > last ? null : v.Until)));
    }

    /// <summary>The parent's number is a place in the lists of the facts' keys.</summary>
    private static string Link(Where where, IReadOnlyList<FactSlot> facts) =>
        $"h.subject = ({where.Param(facts.Select(f => f.Subject).ToArray())})[p.id] and h.property = ({where.Param(facts.Select(f => f.Property).ToArray())})[p.id] "
        + $"and h.slot = coalesce(({where.Param(facts.Select(f => f.Slot).ToArray())})[p.id], h.slot)";
}
