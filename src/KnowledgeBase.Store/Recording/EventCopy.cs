using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Recording;

/// <summary>A row of the log, as Marten writes it.</summary>
/// <param name="Headers">JSON; its null where there are none. The seals know the difference from none at all.</param>
internal sealed record EventRow(
    long Position, Guid Id, Guid Stream, long Version, string Type, Type Payload, string Data, DateTimeOffset RecordedAt, string? RequestId, string? CausedBy, string Headers, string? Actor);

/// <summary>Writes rows of the log by COPY, under the writers' lock.</summary>
internal static class EventCopy
{
    private const string Sql = """
        copy log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        from stdin (format binary)
        """;

    public static async Task WriteAsync(NpgsqlConnection connection, IEnumerable<EventRow> rows, CancellationToken cancellation)
    {
        await using (var copy = await connection.BeginBinaryImportAsync(Sql, cancellation))
        {
            copy.Timeout = TimeSpan.FromMinutes(10);
            foreach (var row in rows) await WriteAsync(copy, row, cancellation);
            await copy.CompleteAsync(cancellation);
        }

        // Marten's own append tells the daemon so; it is heard when the transaction is committed.
        await connection.ExecuteAsync("select pg_notify('mt_events_appended', '')", cancellation);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, EventRow row, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(row.Stream, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(row.Version, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(row.Data, NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(row.Type, NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(row.RecordedAt, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync($"{row.Payload.FullName}, {row.Payload.Assembly.GetName().Name}", NpgsqlDbType.Varchar, cancellation);
        await WriteAsync(copy, row.RequestId, cancellation);
        await WriteAsync(copy, row.CausedBy, cancellation);
        await copy.WriteAsync(row.Headers, NpgsqlDbType.Jsonb, cancellation);
        await WriteAsync(copy, row.Actor, cancellation);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? value, CancellationToken cancellation) =>
        value is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(value, NpgsqlDbType.Varchar, cancellation);
}
