namespace KnowledgeBase.Exchange.Import;

/// <summary>Keeps the first errors and counts all of them, so that a file of nothing but errors fits into memory; and tells each to whoever keeps all.</summary>
internal sealed class ErrorList(int max, IErrorSink? sink)
{
    private readonly List<ImportError> kept = [];

    public IReadOnlyList<ImportError> Kept => kept;

    public long Count { get; private set; }

    /// <param name="record">Number of the record among all of the import, from 1 on.</param>
    public async ValueTask AddAsync(long record, ImportError error, CancellationToken cancellation)
    {
        if (kept.Count < max) kept.Add(error);
        Count++;
        if (sink is not null) await sink.AddAsync(record, error, cancellation);
    }
}

/// <summary>Keeps all errors of an import.</summary>
public interface IErrorSink
{
    /// <summary>Begins, or goes on with an import that was killed: errors of later records than that will be told again.</summary>
    ValueTask BeginAsync(long afterRecord, CancellationToken cancellation);

    ValueTask AddAsync(long record, ImportError error, CancellationToken cancellation);

    /// <summary>Called before the records with the errors count as done: they have to be kept by now.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);
}
