using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>Deals the claims on one property out to its slots, and resolves each.</summary>
public static class FactSlots
{
    /// <param name="claims">Every standing claim on the property of one entity.</param>
    /// <returns>A fact for each slot that some claim speaks of; none without claims.</returns>
    public static IReadOnlyDictionary<string, Fact> Resolve(Property property, IReadOnlyList<Evidence> claims, CitationGraph graph)
    {
        if (claims.Count == 0) return new Dictionary<string, Fact>();
        // All claims about a person are erased together, so there is nothing left to go by.
        if (claims.Any(c => c.IsErased)) return new Dictionary<string, Fact> { [""] = Fact.Erased(property) };
        var bySlot = claims.Where(c => c.Value is not null).GroupBy(c => property.SlotOf(c.Value!)).ToDictionary(g => g.Key, g => g.ToList());
        // Without any value there is one fact all the same: that somebody spoke, and supported nothing.
        if (bySlot.Count == 0) bySlot[""] = [];
        var general = claims.Where(c => c.Value is null).ToList();
        return bySlot.ToDictionary(s => s.Key, s => FactResolution.Resolve(property, s.Value.Concat(general), graph));
    }
}
