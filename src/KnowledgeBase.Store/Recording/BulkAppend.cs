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

    private const string EventsCopy = """
        copy log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        from stdin (format binary)
        """;

    public static async Task<IReadOnlyList<RecordedChange>> AppendAsync(
        NpgsqlConnection connection, ISerializer serializer, Author author, RecordedState state, DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        var streams = state.Added.ToList();
        var count = streams.Sum(s => s.Events.Count);
        var position = await PositionsAsync(connection, count, cancellation);
        await AddStreamsAsync(connection, [.. streams.Where(s => s.IsNew)], recordedAt, cancellation);
        await AdvanceStreamsAsync(connection, [.. streams.Where(s => !s.IsNew)], state, recordedAt, cancellation);
        var changes = new List<RecordedChange>(count);
        // JSON's null, as Marten writes it; the seals know the difference.
        var headers = author.ImportId is { } import ? serializer.ToJson(new Dictionary<string, object> { [Metadata.ImportHeader] = import.ToString("D") }) : "null";
        await using (var copy = await connection.BeginBinaryImportAsync(EventsCopy, cancellation))
        {
            copy.Timeout = TimeSpan.FromMinutes(10);
            foreach (var (stream, _, events) in streams)
            {
                var version = state.VersionOf(stream) - events.Count;
                foreach (var e in events)
                {
                    var kind = EventNames.All[e.GetType()];
                    await copy.StartRowAsync(cancellation);
                    await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellation);
                    await copy.WriteAsync(Guid.CreateVersion7(recordedAt), NpgsqlDbType.Uuid, cancellation);
                    await copy.WriteAsync(stream, NpgsqlDbType.Uuid, cancellation);
                    await copy.WriteAsync(++version, NpgsqlDbType.Bigint, cancellation);
                    await copy.WriteAsync(serializer.ToJson(e), NpgsqlDbType.Jsonb, cancellation);
                    await copy.WriteAsync(kind, NpgsqlDbType.Varchar, cancellation);
                    await copy.WriteAsync(recordedAt, NpgsqlDbType.TimestampTz, cancellation);
                    await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
                    await copy.WriteAsync($"{e.GetType().FullName}, {e.GetType().Assembly.GetName().Name}", NpgsqlDbType.Varchar, cancellation);
                    await WriteAsync(copy, author.RequestId, NpgsqlDbType.Varchar, cancellation);
                    await WriteAsync(copy, author.CausedBy, NpgsqlDbType.Varchar, cancellation);
                    await copy.WriteAsync(headers, NpgsqlDbType.Jsonb, cancellation);
                    await WriteAsync(copy, author.Actor, NpgsqlDbType.Varchar, cancellation);
                    changes.Add(new(position++, stream, kind));
                }
            }

            await copy.CompleteAsync(cancellation);
        }

        // Marten's own append tells the daemon so; it is heard when the transaction is committed.
        await using var notify = new NpgsqlCommand("select pg_notify('mt_events_appended', '')", connection);
        await notify.ExecuteNonQueryAsync(cancellation);
        return changes;
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

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type, CancellationToken cancellation) =>
        value is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(value, type, cancellation);
}
