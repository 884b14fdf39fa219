using System.Runtime.CompilerServices;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>
/// Statements of FollowTheMoney as claims: the dataset is who says it, according to the pages that it names for the entity. Each statement is a
/// record by itself, so that one that is refused takes no other with it.
/// </summary>
public sealed class FtmImport(FtmEncoding encoding, KnownSourceQueries known) : IImportFormat
{
    public string Name => encoding.Name;

    public IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, CancellationToken cancellation) => DraftsAsync(input, cancellation).FinishAsync(known, cancellation);

    private async IAsyncEnumerable<Draft> DraftsAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var group in encoding.ReadAsync(input, cancellation).GroupAsync(cancellation)) foreach (var draft in Drafts(group)) yield return draft;
    }

    private static IEnumerable<Draft> Drafts(FtmLines group)
    {
        if (group.Lines[0].Statement is null) return [.. group.Lines.Select(l => Draft.Of(new(l.Line, [], [l.Wrong!], [])))];
        var statements = group.Lines.Select(l => (l.Line, Statement: l.Statement!)).ToList();
        if (FtmDocument.Of(statements) is { } document) return document;
        return FtmSubject.KindOf(statements) is { } kind
            ? new FtmSubject(statements, kind).Drafts()
            : [.. statements.Select(s => Draft.Of(new(s.Line, [], [], [NoKind(s.Statement.Schema)])))];
    }

    internal static Unfit NoKind(string schema) => new($"schema.{FtmSubject.Shown(schema)}", "Entities of this schema are none here.");
}
