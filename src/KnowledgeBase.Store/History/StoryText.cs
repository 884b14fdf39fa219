namespace KnowledgeBase.Store.History;

/// <summary>A piece of a text about a change: words, or something whose name depends on who looks, and from when.</summary>
public abstract record StoryPart
{
    public static implicit operator StoryPart(string words) => new StoryWords(words);
}

public sealed record StoryWords(string Words) : StoryPart;

public sealed record NamedEntity(Guid Id) : StoryPart;

public sealed record NamedSource(Guid Id) : StoryPart;

/// <summary>A claim has no name; it is called what the words say.</summary>
public sealed record NamedClaim(Guid Id, string Words) : StoryPart;

/// <summary>A text about a change. Names are put in by whoever shows it, as they are known through the reader's lens.</summary>
public sealed record StoryText(IReadOnlyList<StoryPart> Parts)
{
    /// <summary>Longest part of a quoted text in a summary.</summary>
    private const int LongestQuote = 160;

    public static StoryText Of(string words) => new([words]);

    /// <summary>Cut to what a sentence bears.</summary>
    public static string Short(string text)
    {
        if (text.Length <= LongestQuote) return text;
        // Never between the halves of a surrogate pair.
        var end = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return $"{text[..end].TrimEnd()}…";
    }

    /// <summary>The reason at the end of a sentence; only the full stop without one.</summary>
    public static string Because(string? reason)
    {
        var text = Short((reason ?? "").Trim());
        return text.Length == 0 ? "." : char.IsPunctuation(text[^1]) && text[^1] is '.' or '!' or '?' or '…' ? $": {text}" : $": {text}.";
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static IReadOnlyList<StoryPart> Listed(IReadOnlyList<StoryPart> items)
    {
        var parts = new List<StoryPart>();
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) parts.Add(i == items.Count - 1 ? " and " : ", ");
            parts.Add(items[i]);
        }

        return parts;
    }
}
