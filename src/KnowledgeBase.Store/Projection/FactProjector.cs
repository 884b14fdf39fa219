using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>Resolves facts anew after whatever may change them.</summary>
internal sealed class FactProjector(Page page)
{
    private readonly Dictionary<(Guid Subject, short Property), HashSet<string>> slots = page.Facts.Standing
        .GroupBy(f => (f.Subject, f.Property)).ToDictionary(g => g.Key, g => g.Select(f => f.Slot).ToHashSet());

    /// <summary>Facts with claims by the source or attributed to it.</summary>
    public void RefreshAt(Guid source, long position)
    {
        foreach (var (subject, property) in page.ClaimIndex.FactsOf(source).ToList()) Refresh(subject, property, position);
    }

    /// <summary>Facts whose lineage may run through the source.</summary>
    public void RefreshAbove(Guid source, long position)
    {
        var facts = page.Sources.WithDependents(source).SelectMany(page.ClaimIndex.FactsOf).ToHashSet();
        foreach (var (subject, property) in facts) Refresh(subject, property, position);
    }

    /// <summary>All slots of one property of one entity.</summary>
    public void Refresh(Guid subject, short number, long position)
    {
        var property = PropertyRegistry.Get(number);
        var claims = page.ClaimIndex.ClaimsOf(subject, number).Select(id => page.Claims.Find(id)!)
            .Where(c => FactEvidence.Stands(c, page.Sources.Graph)).Select(c => FactEvidence.Of(c, page.Sources.Graph)).ToList();
        var facts = FactSlots.Resolve(property, claims, page.Sources.Graph);
        if (!slots.TryGetValue((subject, number), out var known)) slots[(subject, number)] = known = [];
        foreach (var gone in known.Where(s => !facts.ContainsKey(s)).ToList()) Remove(subject, property, gone, position);
        foreach (var (slot, fact) in facts)
        {
            known.Add(slot);
            Set(subject, slot, fact, position);
        }
    }

    private void Remove(Guid subject, Property property, string slot, long position)
    {
        page.Facts.Remove((subject, property.Number, slot), position);
        slots[(subject, property.Number)].Remove(slot);
        SetColumn(subject, property, null, position);
    }

    private void Set(Guid subject, string slot, Fact fact, long position)
    {
        var before = page.Facts.Find((subject, fact.Property.Number, slot));
        var value = fact.Accepted?.Value;
        // The words for the same value may change with the claim that says it; what was accepted did not.
        var since = value is null ? null : FactRows.SameValue(before?.Value, value) ? before!.ValueSince : position;
        page.Facts.Set(FactRows.Of(subject, slot, fact, since), position);
        SetColumn(subject, fact.Property, value, position);
    }

    private void SetColumn(Guid subject, Property property, Value? value, long position)
    {
        if (property is { Subject: EntityKind.Expulsion, Cardinality: Cardinality.One } && page.Expulsions.Find(subject) is { } row)
        {
            page.Expulsions.Set(row.With(property, value), position);
        }
    }
}
