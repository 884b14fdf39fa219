using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>What one request's snapshots are, read before the recorder's lock is taken: a page may take a while to read.</summary>
internal sealed class SnapshotReadings
{
    private readonly Dictionary<TakeSnapshot, SnapshotReading> readings = new(ReferenceEqualityComparer.Instance);

    public static SnapshotReadings None { get; } = new();

    public static SnapshotReadings Of(IEnumerable<object> commands, SnapshotReader reader)
    {
        var all = new SnapshotReadings();
        foreach (var command in commands.OfType<TakeSnapshot>()) all.readings[command] = reader.Read(command);
        return all;
    }

    public SnapshotReading this[TakeSnapshot command] => readings[command];

    /// <summary>The command that took what an event tells of.</summary>
    public (byte[] Bytes, SnapshotReading Reading) ContentOf(SourceSnapshotTaken taken) => readings
        .Where(r => r.Key.Sha256 == taken.Sha256 && r.Value.MediaType == taken.MediaType).Select(r => (r.Key.Bytes, r.Value)).First();
}

/// <summary>
/// The contents of snapshots, kept beside the log under their hash: once, however many sources and times have them. They are not
/// part of the log, so that they can be erased from it (delete by hash; its events stay, and say what was there once).
/// </summary>
internal static class SnapshotContents
{
    public const string Ddl = """
        create table if not exists log.snapshot_content (
            sha256 text  primary key,   -- of the bytes, in lower-case hexadecimal digits
            bytes  bytea not null       -- as they were taken
        );
        -- What a reader sees of the bytes, read as a media type. Kept and not computed again, so that another version of the
        -- library that reads HTML does not change what was found in it.
        create table if not exists log.snapshot_text (
            sha256     text not null references log.snapshot_content on delete cascade,
            media_type text not null,
            text       text not null,
            unseen     text not null,   -- what else is written in them: read by erasures only, so that no name stays in the bytes
            primary key (sha256, media_type)
        )
        """;

    private const string Insert = """
        with content as (insert into log.snapshot_content (sha256, bytes) values ($1, $2) on conflict do nothing)
        insert into log.snapshot_text (sha256, media_type, text, unseen) values ($1, $3, $4, $5) on conflict do nothing
        """;

    private static readonly string Taken = $"select from log.mt_events v where v.type = '{EventNames.All[typeof(SourceSnapshotTaken)]}' and v.data ->> 'sha256' =";

    // The same bytes may be kept as several media types, and read differently.
    private static readonly string Forget = $"""
        with content as (delete from log.snapshot_content c where c.sha256 = any($1) and not exists ({Taken} c.sha256))
        delete from log.snapshot_text t where t.sha256 = any($1)
        and exists ({Taken} t.sha256) and not exists ({Taken} t.sha256 and v.data ->> 'mediaType' = t.media_type)
        """;

    /// <summary>In the transaction that records the events.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, IEnumerable<SourceSnapshotTaken> taken, SnapshotReadings readings, CancellationToken cancellation)
    {
        foreach (var snapshot in taken)
        {
            var (bytes, reading) = readings.ContentOf(snapshot);
            await using var command = new NpgsqlCommand(Insert, connection);
            foreach (var value in new object[] { snapshot.Sha256, bytes, snapshot.MediaType, reading.Text, reading.Unseen }) command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>What no event names any more, because it was erased.</summary>
    /// <param name="hashes">Of what may be erased; what another snapshot has too stays.</param>
    public static async Task ForgetAsync(NpgsqlConnection connection, IReadOnlyCollection<string> hashes, CancellationToken cancellation)
    {
        if (hashes.Count == 0) return;
        await using var command = new NpgsqlCommand(Forget, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = hashes.ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Null when it was erased.</summary>
    public static async Task<string?> TextAsync(NpgsqlConnection connection, string sha256, string mediaType, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select text from log.snapshot_text where sha256 = $1 and media_type = $2", connection);
        foreach (var value in new[] { sha256, mediaType }) command.Parameters.Add(new() { Value = value });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }
}
