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

    /// <summary>Everything that is said of an entity.</summary>
    public void RefreshOf(Guid subject, long position)
    {
        foreach (var property in page.ClaimIndex.PropertiesOf(subject).ToList()) Refresh(subject, property, position);
    }

    /// <summary>All slots of one property of one entity.</summary>
    /// <param name="isIdentity">Because entities were merged, or are no longer.</param>
    public void Refresh(Guid subject, short number, long position, bool isIdentity = false)
    {
        var property = PropertyRegistry.Get(number);
        var claims = page.ClaimIndex.ClaimsOf(subject, number).Select(id => page.Claims.Find(id)!)
            .Where(c => FactEvidence.Stands(c, page.Sources.Graph)).Select(c => FactEvidence.Of(c, page.Sources.Graph)).ToList();
        var facts = FactSlots.Resolve(property, claims, page.Sources.Graph);
        if (!slots.TryGetValue((subject, number), out var known)) slots[(subject, number)] = known = [];
        foreach (var gone in known.Where(s => !facts.ContainsKey(s)).ToList()) Remove(subject, property, gone, position, isIdentity);
        foreach (var (slot, fact) in facts)
        {
            known.Add(slot);
            Set(subject, slot, fact, position, isIdentity);
        }
    }

    private void Remove(Guid subject, Property property, string slot, long position, bool isIdentity)
    {
        if (isIdentity && page.Facts.Find((subject, property.Number, slot)) is { } before) page.FactHistory.Add(before);
        page.Facts.Remove((subject, property.Number, slot), position);
        slots[(subject, property.Number)].Remove(slot);
        SetColumn(subject, property, null, position);
    }

    private void Set(Guid subject, string slot, Fact fact, long position, bool isIdentity)
    {
        var key = (subject, fact.Property.Number, slot);
        var before = page.Facts.Find(key);
        var value = fact.Accepted?.Value;
        // The words for the same value may change with the claim that says it; what was accepted did not.
        var since = value is null ? null
            : page.FactHistory.GoesOn(before, value) ? before!.ValueSince
            : isIdentity ? page.FactHistory.Find(key, value) ?? position : position;
        var after = FactRows.Of(subject, slot, fact, since);
        if (isIdentity && before is not null && before != after) page.FactHistory.Add(before);
        page.Facts.Set(after, position);
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
