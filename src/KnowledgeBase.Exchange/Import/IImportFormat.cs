using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Import;

/// <summary>A format that commands can be read from. One instance reads the files of one import once, in their order.</summary>
public interface IImportFormat
{
    /// <summary>What people call it by on the command line and in an address, e.g. <c>ftm-csv</c>.</summary>
    string Name { get; }

    /// <summary>Reads a file, one record after the other. No bytes make it throw; memory does not grow with the file.</summary>
    /// <remarks>Every reading of the same bytes gives the same: an import reads its files more than once, and again when it goes on after a kill.</remarks>
    IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, CancellationToken cancellation);

    /// <summary>Where the record says what the domain refuses at a place of the command.</summary>
    string PlaceOf(object command, string path) => path;
}

/// <summary>What one record of a file asks for: commands, in their order, or the reasons why it asks for none.</summary>
/// <param name="Line">Of the file, from 1 on; or the number of the record, where a format has no lines.</param>
/// <param name="Commands">Of the Domain. Recorded all or none.</param>
/// <param name="Wrong">What is wrong with the record; then it has no commands.</param>
/// <param name="Unfit">What of it we cannot express, while the rest of it is recorded.</param>
public sealed record ImportRecord(long Line, IReadOnlyList<object> Commands, IReadOnlyList<Refusal> Wrong, IReadOnlyList<Unfit> Unfit);
