namespace KnowledgeBase.Exchange.Import;

/// <summary>Keeps the first errors and counts all of them, so that a file of nothing but errors fits into memory.</summary>
internal sealed class ErrorList(int max)
{
    private readonly List<ImportError> kept = [];

    public IReadOnlyList<ImportError> Kept => kept;

    public int Count { get; private set; }

    public void Add(ImportError error)
    {
        if (kept.Count < max) kept.Add(error);
        Count++;
    }
}
