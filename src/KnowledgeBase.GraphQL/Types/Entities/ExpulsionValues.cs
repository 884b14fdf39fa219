using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>Accepted values that an expulsion's row holds already, so that no fact has to be read for them.</summary>
internal static class ExpulsionValues
{
    private static readonly Dictionary<string, Func<ExpulsionRow, object?>> ByField = new()
    {
        ["expellingParty"] = r => r.ExpellingParty,
        ["sendingParty"] = r => r.SendingParty,
        ["headcount"] = r => r.HeadcountText is { } text ? new Headcount(r.HeadcountMin ?? 0, r.HeadcountMax, text) : null,
        ["measure"] = r => r.Measure,
        ["status"] = r => r.Status,
        ["publicity"] = r => r.Publicity,
        ["announcedOn"] = r => r.Announced,
        ["executedOn"] = r => r.Executed,
        ["deadline"] = r => r.Deadline,
        ["statedReason"] = r => r.StatedReason,
        ["inResponseTo"] = r => r.InResponseTo,
        ["fromMission"] = r => r.FromMission,
    };

    /// <returns>False when the row does not hold the property.</returns>
    public static bool TryRead(ExpulsionRow row, string field, out object? value)
    {
        value = null;
        if (!ByField.TryGetValue(field, out var read)) return false;
        value = read(row);
        return true;
    }
}
