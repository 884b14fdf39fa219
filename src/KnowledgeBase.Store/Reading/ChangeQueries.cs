using System.Globalization;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Reading;

/// <summary>One recorded event as the outside sees it.</summary>
/// <param name="Position">In the log.</param>
/// <param name="Kind">Wire name, e.g. <c>claim_asserted.v1</c>.</param>
/// <param name="EntityId">What it registered, relabelled or merged, the first that it judged, or the subject of the claim that it asserted.</param>
/// <param name="SourceId">The source it is about, or that made the claim that it asserted.</param>
public sealed record ChangeRow(
    long Position, string Kind, DateTimeOffset RecordedAt, string RecordedBy, string? RequestId, Guid? ImportId, Guid? EntityId, Guid? SourceId, Guid? ClaimId);

/// <param name="Position">Of the change that tells of it.</param>
/// <param name="Events">How many events were rewritten, by this erasure and those before it.</param>
public sealed record ErasureRow(Guid Subject, long Position, string Reason, int Events);

/// <summary>Recorded events, as far as the read model shows them.</summary>
public sealed class ChangeQueries(ReadDatabase database)
{
    internal const string Columns = $"""
        v.seq_id, v.type, v.timestamp, v.user_name, v.correlation_id, v.headers ->> '{Metadata.ImportHeader}',
        coalesce(v.data ->> 'entityId', v.data ->> 'subjectId', v.data ->> 'firstEntityId'), coalesce(v.data ->> 'sourceId', v.data ->> 'firstSourceId'), v.data ->> 'claimId'
        """;

    private const int Width = 9;

    internal static readonly Listing<ChangeRow> Changes = new(Columns, Width, Read, _ => "log.mt_events v", t => t.ChangeStands, Shown);

    /// <summary>In the order of the log.</summary>
    public static Ordering Ordering { get; } = new("changes", [], new("position", "v.seq_id", OrderType.Number));

    /// <summary>The events at some positions.</summary>
    public async Task<IReadOnlyDictionary<long, ChangeRow>> AtAsync(Lens lens, IReadOnlyList<long> positions, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {Columns} from log.mt_events v where v.seq_id = any({parameters.Add(positions.ToArray())}) and {Shown(lens)}",
            parameters, Read, cancellation);
        return rows.ToDictionary(r => r.Position);
    }

    /// <summary>How many events each stream has: the version that a mutation can be made to expect.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> VersionsAsync(Lens lens, IReadOnlyList<Guid> streams, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select v.stream_id, max(v.version)::bigint from log.mt_events v where v.stream_id = any({parameters.Add(streams.ToArray())}) and {Shown(lens)} group by v.stream_id",
            parameters, r => (Stream: r.GetGuid(0), Version: r.GetInt64(1)), cancellation);
        return rows.ToDictionary(r => r.Stream, r => r.Version);
    }

    /// <summary>The last erasure of some entities and sources.</summary>
    public async Task<IReadOnlyDictionary<Guid, ErasureRow>> ErasuresAsync(IReadOnlyList<Guid> subjects, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select distinct on (v.stream_id) v.stream_id, v.seq_id, v.data ->> 'reason', e.events
            from log.mt_events v cross join lateral (
                select sum(jsonb_array_length(o.data -> 'events'))::int as events from log.mt_events o where o.stream_id = v.stream_id and o.type = v.type) e
            where v.stream_id = any({parameters.Add(subjects.ToArray())}) and v.type = '{EventNames.All[typeof(SubjectErased)]}' order by v.stream_id, v.version desc
            """,
            parameters, r => new ErasureRow(r.GetGuid(0), r.GetInt64(1), r.GetString(2), r.GetInt32(3)), cancellation);
        return rows.ToDictionary(r => r.Subject);
    }

    /// <summary>The events at some positions, as a list.</summary>
    public Task<Page<ChangeRow>> PageAmongAsync(IReadOnlyList<long> positions, PageRequest request, CancellationToken cancellation) =>
        Changes.PageAsync(database, Lens.Now, new(Ordering, request), w => $"v.seq_id = any({w.Param(positions.ToArray())})", cancellation);

    public Task<Page<ChangeRow>> PageAsync(Lens lens, ListRequest request, CancellationToken cancellation) =>
        Changes.PageAsync(database, lens, request, null, cancellation);

    /// <summary>The events of entities and of the claims about them.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<ChangeRow>>> OfEntitiesAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> entities, CancellationToken cancellation) =>
        Changes.PagesAsync(database, lens, request, entities, w => ChangeFilter.OfEntities(w, "select p.id"), cancellation);

    /// <summary>The events of sources, and the judgements on whether they are independent of others.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<ChangeRow>>> OfSourcesAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> sources, CancellationToken cancellation) =>
        Changes.PagesAsync(database, lens, request, sources, _ => ChangeFilter.OfSources("select p.id"), cancellation);

    /// <summary>The events of claims.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<ChangeRow>>> OfClaimsAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> claims, CancellationToken cancellation) =>
        Changes.PagesAsync(database, lens, request, claims, _ => "v.stream_id = p.id", cancellation);

    /// <summary>The position that the read model shows, as SQL.</summary>
    internal const string Projected = ProjectedPosition.Sql;

    /// <summary>Not beyond what the read model shows: a reader never learns of a change whose effect it cannot see yet.</summary>
    internal static string Shown(Lens lens)
    {
        return lens.At is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"v.seq_id <= least({at}, {Projected})")
            : $"v.seq_id <= {Projected}";
    }

    internal static ChangeRow Read(NpgsqlDataReader r) => new(
        r.GetInt64(0), r.GetString(1), new(r.GetFieldValue<DateTime>(2), TimeSpan.Zero), r.IsDBNull(3) ? "" : r.GetString(3), Text(r, 4),
        Id(r, 5), Id(r, 6), Id(r, 7), Id(r, 8));

    private static string? Text(NpgsqlDataReader r, int o) => r.IsDBNull(o) ? null : r.GetString(o);

    private static Guid? Id(NpgsqlDataReader r, int o) => Guid.TryParse(Text(r, o), out var id) ? id : null;
}
