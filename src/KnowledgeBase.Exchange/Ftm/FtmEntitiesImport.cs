using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>
/// Entities of FollowTheMoney as claims, as <see cref="FtmImport"/> reads the statements that such entities are made of: what an entity does not say
/// of its values (which dataset, language, original form) is not known here either. Each value is a record by itself.
/// </summary>
public sealed class FtmEntitiesImport(KnownSourceQueries known) : IImportFormat
{
    /// <summary>Longest line: an entity that many datasets know is larger than a statement.</summary>
    private const int MaxLength = 8 << 20;

    public string Name => FtmEntities.FormatName;

    public IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, CancellationToken cancellation) => DraftsAsync(input, cancellation).FinishAsync(known, cancellation);

    private static async IAsyncEnumerable<Draft> DraftsAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LineReader.ReadAsync(input, cancellation, MaxLength))
        {
            if (line.Bytes is not { } bytes)
            {
                yield return Wrong(line.Number, new(ImportCodes.LineTooLong, $"A line has at most {MaxLength:N0} bytes."));
                continue;
            }

            if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
            if (bytes.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            if (FtmEntity.Read(bytes, out var wrong) is not { } entity) yield return Wrong(line.Number, wrong!);
            else foreach (var draft in Drafts(line.Number, entity)) yield return draft;
        }
    }

    private static IEnumerable<Draft> Drafts(long line, FtmEntity entity)
    {
        var collection = FtmCollection.Of(entity.Datasets, FtmNames.IsOwn(entity.Id));
        var statements = Statements(line, entity);
        List<Unfit> unfit = [.. entity.Left.Select(name => new Unfit($"entity.{FtmSubject.Shown(name)}", "Of an entity, id, schema, caption, properties, referents and datasets are read."))];
        if (FtmDocument.Of(statements) is { } document) return [Draft.Of(new(line, [], [], unfit)), .. document];
        if (FtmSubject.KindOf(statements) is not { } kind) return [Draft.Of(new(line, [], [], [FtmImport.NoKind(entity.Schema)]))];
        var subject = new FtmSubject(statements, kind, collection, entity.Caption);
        return
        [
            Draft.Of(new(line, [], [], [.. unfit, .. collection.Unfit])),
            .. subject.Drafts(),
            .. entity.Referents.Distinct().Where(r => r != entity.Id)
                .Select(r => subject.SameAs(r, $"A file of FollowTheMoney entities has {FtmSubject.Cut(r)} among the referents of {FtmSubject.Cut(entity.Id)}.")).OfType<Draft>(),
        ];
    }

    private static List<(long Line, FtmStatement Statement)> Statements(long line, FtmEntity entity)
    {
        var origin = FtmNames.SourceKey(entity.Id);
        // The collection says it, so the datasets of the statements are not looked at.
        FtmStatement Said(string prop, string value) => new(entity.Id, entity.Schema, prop, value, "") { Origin = origin, FirstSeen = entity.FirstSeen };
        return [(line, Said(FtmStatement.IdProp, entity.Id)), .. entity.Values.Select(v => (line, Said(v.Prop, v.Value)))];
    }

    private static Draft Wrong(long line, Refusal refusal) => Draft.Of(new(line, [], [refusal], []));
}
