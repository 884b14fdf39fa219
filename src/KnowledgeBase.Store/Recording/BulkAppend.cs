using Marten;
using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Recording;

/// <summary>
/// Appends many events by COPY: the rows that Marten's own append would write, many times faster. Only under the writers' lock:
/// nobody else appends meanwhile, so the positions have no gaps and Marten's high-water mark never passes an append in flight
/// (docs/decisions/024).
/// </summary>
internal static class BulkAppend
{
    /// <summary>From so many events on it is worth its round trips.</summary>
    public const int Least = 50;

    private const string PositionsSql = """
        select setval('log.mt_events_sequence', (select nextval('log.mt_events_sequence')) + $1 - 1) - $1 + 1
        """;

    private const string StreamsCopy = "copy log.mt_streams (id, version, timestamp, created, tenant_id) from stdin (format binary)";

    private const string VersionsSql = """
        update log.mt_streams s set version = n.version, timestamp = $3 from unnest($1::uuid[], $2::bigint[]) n (id, version) where s.id = n.id
        """;

    public static async Task<IReadOnlyList<RecordedChange>> AppendAsync(
        NpgsqlConnection connection, ISerializer serializer, Author author, RecordedState state, DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        var streams = state.Added.ToList();
        var count = streams.Sum(s => s.Events.Count);
        var position = await PositionsAsync(connection, count, cancellation);
        await AddStreamsAsync(connection, [.. streams.Where(s => s.IsNew)], recordedAt, cancellation);
        await AdvanceStreamsAsync(connection, [.. streams.Where(s => !s.IsNew)], state, recordedAt, cancellation);
        var headers = author.ImportId is { } import ? serializer.ToJson(new Dictionary<string, object> { [Metadata.ImportHeader] = import.ToString("D") }) : "null";
        var changes = new List<RecordedChange>(count);
        await EventCopy.WriteAsync(connection, Rows(), cancellation);
        return changes;

        IEnumerable<EventRow> Rows()
        {
            foreach (var (stream, _, events) in streams)
            {
                var version = state.VersionOf(stream) - events.Count;
                foreach (var e in events)
                {
                    var kind = EventNames.All[e.GetType()];
                    changes.Add(new(position, stream, kind));
                    yield return new(
                        position++, Guid.CreateVersion7(recordedAt), stream, ++version, kind, e.GetType(), serializer.ToJson(e), recordedAt, author.RequestId, author.CausedBy, headers, author.Actor);
                }
            }
        }
    }

    private static async Task<long> PositionsAsync(NpgsqlConnection connection, int count, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PositionsSql, connection) { Parameters = { new() { Value = (long)count } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task AddStreamsAsync(
        NpgsqlConnection connection, List<(Guid Id, bool IsNew, IReadOnlyList<object> Events)> streams, DateTimeOffset at, CancellationToken cancellation)
    {
        if (streams.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync(StreamsCopy, cancellation);
        foreach (var (id, _, events) in streams)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync((long)events.Count, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static async Task AdvanceStreamsAsync(
        NpgsqlConnection connection, List<(Guid Id, bool IsNew, IReadOnlyList<object> Events)> streams, RecordedState state, DateTimeOffset at, CancellationToken cancellation)
    {
        if (streams.Count == 0) return;
        await using var command = new NpgsqlCommand(VersionsSql, connection);
        foreach (var value in new object[] { streams.ConvertAll(s => s.Id), streams.ConvertAll(s => state.VersionOf(s.Id)), at }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
