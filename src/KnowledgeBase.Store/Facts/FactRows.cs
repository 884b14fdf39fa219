using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Facts;

/// <summary>From a resolved fact to its row; the same for the projection and for every lens.</summary>
public static class FactRows
{
    /// <param name="valueSince">The change that made the accepted value what it is; null when none is accepted.</param>
    public static FactRow Of(Guid subject, string slot, Fact fact, long? valueSince)
    {
        var c = fact.Corroboration;
        return new(
            subject, fact.Property.Number, slot, fact.Status, fact.Accepted?.Value, valueSince, c.NamedRoots, c.UnattributedRoots, c.UnresolvedClaims,
            c.IsCircular, c.IsAnachronistic, c.Independence, fact.Accepted?.SupportedBy.Count ?? 0, fact.Alternatives.Count, fact.Denials.Count);
    }

    /// <summary>A fact that nobody speaks of any more.</summary>
    public static FactRow Unknown(FactRow row) =>
        new(row.Subject, row.Property, row.Slot, FactStatus.Unknown, null, null, 0, 0, 0, false, false, Independence.NoRoot, 0, 0, 0);

    /// <summary>Whether both accept the same value, in whatever words.</summary>
    public static bool SameValue(Value? a, Value? b) => a?.Identity == b?.Identity;
}
