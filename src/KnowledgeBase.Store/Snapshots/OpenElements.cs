namespace KnowledgeBase.Store.Snapshots;

/// <summary>The elements that are open at a place of a page. Every step takes constant time on average, however deep they are nested.</summary>
internal sealed class OpenElements
{
    private readonly List<(string Name, bool IsHidden)> open = [];
    private readonly Dictionary<string, Stack<int>> places = [];
    private readonly Stack<int> blocks = [];
    private int hidden, preformatted, foreign;

    public bool IsHidden => hidden > 0;

    public bool IsPreformatted => preformatted > 0;

    /// <summary>Within a drawing or a formula.</summary>
    public bool IsForeign => foreign > 0;

    public void Open(string name, bool isHidden)
    {
        if (!places.TryGetValue(name, out var all)) places[name] = all = [];
        all.Push(open.Count);
        if (HtmlElements.IsBlock(name)) blocks.Push(open.Count);
        open.Add((name, isHidden));
        Count(name, isHidden, 1);
    }

    /// <summary>Closes the innermost element of the name and all within it. An inline element is not closed from within a block in it.</summary>
    public void Close(string name)
    {
        if (!places.TryGetValue(name, out var all) || !all.TryPeek(out var place)) return;
        if (!HtmlElements.IsBlock(name) && blocks.TryPeek(out var block) && block > place) return;
        CloseFrom(place);
    }

    /// <summary>Closes what a start tag of the name ends: a paragraph before any block, an item before the next one.</summary>
    public void CloseBefore(string name)
    {
        if (!HtmlElements.IsBlock(name)) return;
        var ended = HtmlElements.EndedBy(name);
        while (blocks.TryPeek(out var block) && ended.Contains(open[block].Name)) CloseFrom(block);
    }

    private void CloseFrom(int place)
    {
        while (open.Count > place)
        {
            var (name, isHidden) = open[^1];
            open.RemoveAt(open.Count - 1);
            places[name].Pop();
            if (HtmlElements.IsBlock(name)) blocks.Pop();
            Count(name, isHidden, -1);
        }
    }

    private void Count(string name, bool isHidden, int by)
    {
        if (isHidden) hidden += by;
        if (HtmlElements.IsPreformatted(name)) preformatted += by;
        if (HtmlElements.IsForeign(name)) foreign += by;
    }
}
