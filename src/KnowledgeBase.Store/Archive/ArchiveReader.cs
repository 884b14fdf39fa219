using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeBase.Store.Integrity;
using Npgsql;

namespace KnowledgeBase.Store.Archive;

/// <summary>Reads the whole base, as it is at one moment, whatever is recorded meanwhile; row by row, so that memory does not grow with it.</summary>
public sealed class ArchiveReader(NpgsqlDataSource database)
{
    public const int Version = 1;

    private const string HeadSql = """
        select coalesce((select max(seq_id) from log.mt_events), 0), (select hash from log.seal order by last limit 1), (select hash from log.seal order by last desc limit 1)
        """;

    private const string ContentsSql = """
        select c.sha256, c.bytes, coalesce(array_agg(t.media_type order by t.media_type) filter (where t.media_type is not null), '{}'),
               coalesce(array_agg(t.text order by t.media_type) filter (where t.media_type is not null), '{}'),
               coalesce(array_agg(t.unseen order by t.media_type) filter (where t.media_type is not null), '{}')
        from log.snapshot_content c left join log.snapshot_text t on t.sha256 = c.sha256
        group by c.sha256 order by c.sha256
        """;

    private const string EventsSql = """
        select v.seq_id, v.id, v.stream_id, v.version, v.type, v.timestamp, v.user_name, v.correlation_id, v.causation_id, v.headers::text, v.data::text,
               k.key, x.mac, x.erased_by, s.first, s.salt, s.hash, s.format
        from log.mt_events v
        left join log.event_key k on k.position = v.seq_id
        left join log.erased x on x.position = v.seq_id
        left join log.seal s on s.last = v.seq_id
        order by v.seq_id
        """;

    private const string ImportsSql = "select id, format, actor, state, records, refused, events, begun_at, changed_at from log.import order by begun_at, id";

    public async IAsyncEnumerable<ArchiveRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        yield return await Query(connection, HeadSql, r => new ArchiveHead(Version, r.GetInt64(0), Bytes(r, 1), Bytes(r, 2)), cancellation).FirstAsync(cancellation);
        await foreach (var content in Query(connection, ContentsSql, Content, cancellation)) yield return content;
        var events = 0L;
        await foreach (var (e, seal) in Query(connection, EventsSql, Event, cancellation))
        {
            events++;
            yield return e;
            if (seal is not null) yield return seal;
        }

        await foreach (var receipt in Query(connection, "select id, data::text from log.mt_doc_commandreceipt order by id", r => new ArchivedReceipt(r.GetString(0), Json(r.GetString(1))), cancellation)) yield return receipt;
        await foreach (var import in Query(connection, ImportsSql, Import, cancellation)) yield return import;
        yield return new ArchiveEnd(events);
    }

    private static ArchivedContent Content(NpgsqlDataReader row)
    {
        var (types, texts, unseen) = (row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4));
        return new(row.GetString(0), row.GetFieldValue<byte[]>(1), [.. types.Select((t, i) => new ArchivedText(t, texts[i], unseen[i]))]);
    }

    private static (ArchivedEvent Event, ArchivedSeal? Seal) Event(NpgsqlDataReader row)
    {
        var position = row.GetInt64(0);
        var erased = row.IsDBNull(12) ? null : new ArchivedErasure(row.GetFieldValue<byte[]>(12), row.GetInt64(13));
        return (
            new(
                position, row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), Json(row.GetString(10)), Text(row, 6), Text(row, 7),
                Text(row, 8), Text(row, 9) is { } headers ? Json(headers) : null, Bytes(row, 11), erased),
            row.IsDBNull(14) ? null : new(row.GetInt64(14), position, row.GetFieldValue<byte[]>(16), row.GetInt16(17), Bytes(row, 15)));
    }

    private static ArchivedImport Import(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6),
        r.GetFieldValue<DateTimeOffset>(7), r.GetFieldValue<DateTimeOffset>(8));

    private static async IAsyncEnumerable<T> Query<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return read(reader);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
