using KnowledgeBase.Domain.Expulsions;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>An aggregate, or single expulsions that are part of the same aggregates, added up.</summary>
/// <param name="IsSummed">False for what is only connected with something that is summed.</param>
/// <param name="Set">What it is summed for.</param>
/// <param name="Expulsion">What it is to <see cref="ExpulsionSums"/>.</param>
internal sealed record SumRow(
    bool IsSummed, string? Set, IReadOnlyList<string?> Group, SummedExpulsion Expulsion, int WithNumber, int Contested)
{
    public PersonRange Persons => Expulsion.Number ?? PersonRange.Unknown;

    /// <summary>Nothing is part of it and it is part of nothing.</summary>
    public bool StandsAlone => Expulsion is { Id: null, PartOf.Count: 0 };

    /// <param name="width">How many groups there are.</param>
    public static SumRow Read(NpgsqlDataReader r, int width)
    {
        var group = new string?[width];
        for (var i = 0; i < width; i++) group[i] = r.IsDBNull(3 + i) ? null : r.GetString(3 + i);
        var at = 3 + width;
        var (count, withNumber) = (r.GetInt32(at + 2), r.GetInt32(at + 3));
        var range = new PersonRange(r.GetInt64(at + 5), r.IsDBNull(at + 6) ? null : r.GetInt64(at + 6));
        var expulsion = new SummedExpulsion(
            r.IsDBNull(at) ? null : r.GetGuid(at), withNumber == 0 ? null : range, r.GetFieldValue<Guid[]>(at + 1), r.GetBoolean(1), count);
        return new(r.GetBoolean(0), r.IsDBNull(2) ? null : r.GetString(2), group, expulsion, withNumber, r.GetInt32(at + 4));
    }
}
