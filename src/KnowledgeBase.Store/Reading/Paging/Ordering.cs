using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>A total order of a list, for keyset paging: the last term is unique.</summary>
public sealed class Ordering
{
    private readonly bool isUniform;

    /// <param name="list">Name of the list, so that cursors of other lists are recognised.</param>
    /// <param name="terms">The wanted order; what stays equal is ordered by <paramref name="unique"/>.</param>
    /// <param name="unique">Takes the direction of the term before it, so that one index serves both.</param>
    public Ordering(string list, IEnumerable<OrderTerm> terms, OrderTerm unique)
    {
        var all = new List<OrderTerm>();
        // A second mention of a term decides nothing.
        foreach (var term in terms.Where(t => all.All(a => a.Expression != t.Expression))) all.Add(term);
        all.Add(all.Count > 0 && all[^1].Descending ? unique with { Descending = true } : unique);
        Terms = all;
        Name = $"{list}:{string.Join(',', all.Select(t => t.Descending ? $"-{t.Name}" : t.Name))}";
        isUniform = all.All(t => t.Descending == all[0].Descending);
    }

    public string Name { get; }

    public IReadOnlyList<OrderTerm> Terms { get; }

    /// <summary>An item's values, one column for each term.</summary>
    internal string PlaceColumns => string.Join(", ", Terms.Select(t => t.Column));

    /// <summary>Reads an item's place from its columns.</summary>
    /// <param name="reader">On the item's row.</param>
    /// <param name="from">Ordinal of the first of them.</param>
    internal Place PlaceOf(NpgsqlDataReader reader, int from)
    {
        var values = new object[Terms.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Terms[i].Value(reader, from + i);
        return new(Name, values);
    }

    internal string OrderBy(bool backward) =>
        string.Join(", ", Terms.Select(t => t.Descending != backward ? $"{t.Expression} desc" : t.Expression));

    /// <summary>The condition that an item comes after (or before) a place.</summary>
    internal string Beyond(Cursor cursor, bool before, Parameters parameters)
    {
        var values = Terms.Select((t, i) => $"{parameters.Add(cursor.Values[i])}::{t.SqlType}").ToList();
        // As one comparison of rows where an index can serve it.
        if (isUniform) return $"({string.Join(", ", Terms.Select(t => t.Expression))}) {Operator(Terms[0])} ({string.Join(", ", values)})";
        var cases = Terms.Select((t, i) => string.Join(
            " and ", Terms.Take(i).Select((e, j) => $"{e.Expression} = {values[j]}").Append($"{t.Expression} {Operator(t)} {values[i]}")));
        return $"({string.Join(" or ", cases)})";

        string Operator(OrderTerm term) => term.Descending != before ? "<" : ">";
    }
}
