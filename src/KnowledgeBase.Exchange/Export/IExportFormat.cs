namespace KnowledgeBase.Exchange.Export;

/// <summary>A format that the base, or a part of it, can be written in.</summary>
public interface IExportFormat
{
    /// <summary>What people call it by on the command line and in an address, e.g. <c>prov-json</c>.</summary>
    string Name { get; }

    string MediaType { get; }

    /// <summary>Of files, with the dot, e.g. <c>.jsonl</c>.</summary>
    string Extension { get; }

    /// <summary>Writes it as it was at one position of the log, whatever is recorded meanwhile. Memory does not grow with the base.</summary>
    Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation);
}

/// <param name="KnownAt">As we knew it then; null for now.</param>
/// <param name="Report">Is told what does not fit the format; it is called often, with the same <see cref="Unfit.What"/> again and again.</param>
public sealed record ExportRequest(DateTimeOffset? KnownAt = null, Action<Unfit>? Report = null);

/// <summary>Something that a format cannot express, or that cannot be expressed by us. It is told, never dropped in silence.</summary>
/// <param name="What">A kind of thing, the same for all of its kind, e.g. <c>claim.stance.DENIES</c> or <c>P2044</c>.</param>
/// <param name="Why">A sentence for a person.</param>
public sealed record Unfit(string What, string Why);
