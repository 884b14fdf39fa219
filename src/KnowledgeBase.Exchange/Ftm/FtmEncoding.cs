using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>A statement and where it stands, or what is wrong there.</summary>
/// <param name="Line">On which it begins, from 1 on.</param>
/// <param name="Statement">Null when something is wrong.</param>
public sealed record FtmLine(long Line, FtmStatement? Statement, Refusal? Wrong = null);

/// <summary>One of the three encodings of statements.</summary>
public abstract class FtmEncoding
{
    /// <summary>Longest record that is read, in bytes.</summary>
    protected const int MaxLength = 1 << 20;

    public static FtmEncoding Csv { get; } = new FtmCsv();

    public static FtmEncoding Pack { get; } = new FtmPackCsv();

    public static FtmEncoding JsonLines { get; } = new FtmJsonLines();

    /// <summary>What formats are called that use it.</summary>
    public abstract string Name { get; }

    public abstract string MediaType { get; }

    public abstract string Extension { get; }

    /// <summary>Reads statement by statement. No bytes make it throw.</summary>
    public abstract IAsyncEnumerable<FtmLine> ReadAsync(Stream input, CancellationToken cancellation);

    /// <summary>A writer that leaves the stream open.</summary>
    public abstract IFtmWriter WriteTo(Stream output);
}

/// <summary>Writes statements to the letter as FollowTheMoney's own writers do.</summary>
public interface IFtmWriter : IAsyncDisposable
{
    ValueTask WriteAsync(FtmStatement statement, CancellationToken cancellation);

    /// <summary>Writes out what is left.</summary>
    Task FinishAsync(CancellationToken cancellation);
}
