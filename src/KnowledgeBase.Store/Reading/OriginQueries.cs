using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading;

/// <summary>In what changes were recorded together.</summary>
public enum OriginKind
{
    /// <summary>One import, whose id is in the events' headers.</summary>
    Import,
    /// <summary>One request, whose id is the events' correlation id.</summary>
    Request,
}

/// <summary>Imports and requests, as the log shows them.</summary>
public sealed class OriginQueries(ReadDatabase database)
{
    /// <summary>Indexes on the log; made at the start, and left alone by Marten, which knows nothing of them.</summary>
    public static IReadOnlyDictionary<string, string> Indexes { get; } = new Dictionary<string, string>
    {
        ["kb_events_import"] = $"create index if not exists kb_events_import on log.mt_events (({ImportOf("")}), seq_id) where {ImportOf("")} is not null",
        ["kb_events_request"] = "create index if not exists kb_events_request on log.mt_events (correlation_id, seq_id) where correlation_id is not null",
    };

    /// <summary>The expression of the index.</summary>
    /// <param name="alias">With its dot; empty for none.</param>
    internal static string ImportOf(string alias) => $"{alias}headers ->> '{Recording.Metadata.ImportHeader}'";

    /// <summary>The first change of each; nothing for one of which the lens shows none.</summary>
    public async Task<IReadOnlyDictionary<string, ChangeRow>> FirstAsync(Lens lens, OriginKind kind, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            select l.* from unnest({parameters.Add(ids.ToArray())}) p(id) cross join lateral (
                select {ChangeQueries.Columns} from log.mt_events v where {Link(kind)} and {ChangeQueries.Shown(lens)} and {tables.ChangeStands} order by v.seq_id limit 1) l
            """, parameters, ChangeQueries.Read, cancellation);
        return rows.ToDictionary(r => kind == OriginKind.Import ? r.ImportId!.Value.ToString("D") : r.RequestId!);
    }

    /// <summary>The changes of each, in the order of the log.</summary>
    public Task<IReadOnlyDictionary<string, Page<ChangeRow>>> ChangesAsync(
        Lens lens, ListRequest request, OriginKind kind, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        ChangeQueries.Changes.PagesAsync(database, lens, request, ids, _ => Link(kind), cancellation);

    private static string Link(OriginKind kind) => kind == OriginKind.Import
        ? $"{ImportOf("v.")} = p.id and {ImportOf("v.")} is not null"
        : "v.correlation_id = p.id and v.correlation_id is not null";
}
