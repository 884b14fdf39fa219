using static System.FormattableString;

namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>A place in an ordered list. Its cursor is written when somebody asks: most items of a page are never asked for theirs.</summary>
/// <param name="ordering">Name of the list's ordering.</param>
/// <param name="values">The item's values for it: numbers, ids, or text as PostgreSQL writes it.</param>
public sealed class Place(string ordering, IReadOnlyList<object> values)
{
    public string Cursor => field ??= new Cursor([.. values.Select(v => Invariant($"{v}"))]).Write(ordering);
}
