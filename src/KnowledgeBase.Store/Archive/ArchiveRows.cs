using KnowledgeBase.Store.Recording;
using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Archive;

/// <summary>Writes the rows of an archive as they were.</summary>
internal static class ArchiveRows
{
    private const string StreamsSql = """
        insert into log.mt_streams (id, version, timestamp, created, tenant_id)
        select id, max(version), max(at), min(at), '*DEFAULT*' from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) n (id, version, at) group by id
        on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
        """;

    /// <exception cref="ArchiveException">Another log has other seals.</exception>
    public static async Task CheckSealsAsync(NpgsqlConnection connection, List<ArchivedSeal> seals, CancellationToken cancellation)
    {
        if (seals.Count == 0) return;
        await using var command = new NpgsqlCommand("select last, hash from log.seal where last = any($1)", connection) { Parameters = { new() { Value = seals.ConvertAll(s => s.Last) } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new Dictionary<long, byte[]>();
        while (await reader.ReadAsync(cancellation)) known[reader.GetInt64(0)] = reader.GetFieldValue<byte[]>(1);
        foreach (var seal in seals)
        {
            if (known.GetValueOrDefault(seal.Last)?.AsSpan().SequenceEqual(seal.Hash) != true) throw Differs(seal.First);
        }
    }

    public static ArchiveException Differs(long position) => new(
        ArchiveCodes.LogDiffers, $"This base has another log, from position {position} on or before. An archive is restored into an empty base, or into one with the first part of the same log.");

    public static async Task AddContentsAsync(NpgsqlConnection connection, List<ArchivedContent> contents, CancellationToken cancellation)
    {
        foreach (var content in contents)
        {
            await connection.ExecuteAsync("insert into log.snapshot_content (sha256, bytes) values ($1, $2) on conflict do nothing", cancellation, content.Sha256, content.Bytes);
            foreach (var text in content.Texts)
            {
                await connection.ExecuteAsync("insert into log.snapshot_text (sha256, media_type, text, unseen) values ($1, $2, $3, $4) on conflict do nothing", cancellation,
                    content.Sha256, text.MediaType, text.Text, text.Unseen);
            }
        }
    }

    public static async Task AddEventsAsync(NpgsqlConnection connection, List<ArchivedEvent> events, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(StreamsSql, cancellation, events.ConvertAll(e => e.Stream), events.ConvertAll(e => e.Version), events.ConvertAll(e => e.RecordedAt.ToUniversalTime()));
        await EventCopy.WriteAsync(connection, events.Select(Row), cancellation);
        foreach (var e in events)
        {
            if (e.Key is { } key) await connection.ExecuteAsync("insert into log.event_key (position, key) values ($1, $2)", cancellation, e.Position, key);
            if (e.Erased is { } x) await connection.ExecuteAsync("insert into log.erased (position, mac, erased_by) values ($1, $2, $3)", cancellation, e.Position, x.Mac, x.By);
        }

        await connection.ExecuteAsync("select setval('log.mt_events_sequence', $1)", cancellation, events[^1].Position);
    }

    public static async Task AddSealsAsync(NpgsqlConnection connection, List<ArchivedSeal> seals, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy log.seal (last, first, salt, hash, format) from stdin (format binary)", cancellation);
        foreach (var seal in seals)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(seal.Last, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(seal.First, NpgsqlDbType.Bigint, cancellation);
            if (seal.Salt is { } salt) await copy.WriteAsync(salt, NpgsqlDbType.Bytea, cancellation);
            else await copy.WriteNullAsync(cancellation);
            await copy.WriteAsync(seal.Hash, NpgsqlDbType.Bytea, cancellation);
            await copy.WriteAsync(seal.Format, NpgsqlDbType.Smallint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    public static async Task AddRestAsync(NpgsqlConnection connection, ArchiveBatch batch, CancellationToken cancellation)
    {
        foreach (var receipt in batch.Receipts)
        {
            await connection.ExecuteAsync("insert into log.mt_doc_commandreceipt (id, data, mt_dotnet_type) values ($1, $2::jsonb, $3) on conflict do nothing", cancellation,
                receipt.Id, receipt.Data.GetRawText(), typeof(CommandReceipt).FullName!);
        }

        foreach (var i in batch.Imports)
        {
            await connection.ExecuteAsync(
                """
                insert into log.import (id, format, actor, state, records, refused, events, begun_at, changed_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
                """,
                cancellation, i.Id, i.Format, i.Actor, i.State, i.Records, i.Refused, i.Events, i.BegunAt.ToUniversalTime(), i.ChangedAt.ToUniversalTime());
        }
    }

    private static EventRow Row(ArchivedEvent e) => new(
        e.Position, e.Id, e.Stream, e.Version, e.Type,
        EventPayloads.TypeOf(e.Type) ?? throw new ArchiveException(ArchiveCodes.NotAnArchive, $"Position {e.Position}: this version knows no event called {e.Type}."),
        e.Data.GetRawText(), e.RecordedAt.ToUniversalTime(), e.Request, e.CausedBy, e.Headers?.GetRawText() ?? "null", e.Actor);
}
