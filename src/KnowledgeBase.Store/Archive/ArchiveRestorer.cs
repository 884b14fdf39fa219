using KnowledgeBase.Store.Imports;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Archive;

/// <summary>An archive cannot be restored here; the message says why, and nothing of the piece that is wrong was recorded.</summary>
/// <param name="code">Stable, for programs; see docs/errors.md.</param>
public sealed class ArchiveException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

public static class ArchiveCodes
{
    /// <summary>The log of this base is not the beginning of the archive's.</summary>
    public const string LogDiffers = "LOG_DIFFERS";
    /// <summary>The archive was altered: its events are not those that were sealed.</summary>
    public const string LogAltered = "LOG_ALTERED";
    /// <summary>Not an archive, of another version, or cut off.</summary>
    public const string NotAnArchive = "NOT_AN_ARCHIVE";
}

/// <param name="Events">Recorded by this run.</param>
/// <param name="Before">Events that were there already.</param>
public sealed record RestoreReport(long Events, long Before);

/// <summary>
/// Makes a base what an archive says, event for event: ids, positions, times, who and in which request, and the seals. The base is empty, or has
/// the first part of the same log: so a restore that was killed goes on, and one that is repeated changes nothing.
/// </summary>
public sealed class ArchiveRestorer(IDocumentStore store, NpgsqlDataSource database, BatchRecorder recorder)
{
    private const int BatchEvents = 5_000;

    /// <exception cref="ArchiveException">It is damaged or was altered, or this base has another log.</exception>
    public async Task<RestoreReport> RestoreAsync(IAsyncEnumerable<ArchiveRecord> archive, IProgress<(long Position, long Of)>? progress, CancellationToken cancellation)
    {
        var batch = new ArchiveBatch();
        var (head, restored, skipped, seen, shown, position) = (0L, 0L, 0L, 0L, 0L, 0L);
        var (isFirst, isWhole) = (true, false);
        await foreach (var record in archive.WithCancellation(cancellation))
        {
            if (isWhole || isFirst != record is ArchiveHead) throw NotWhole();
            isFirst = false;
            if (record is ArchiveHead given)
            {
                if (given.Version != ArchiveReader.Version) throw new ArchiveException(ArchiveCodes.NotAnArchive, $"This is an archive of version {given.Version}; version {ArchiveReader.Version} is read here.");
                await CheckOriginAsync(given, cancellation);
                head = given.Position;
            }
            else if (record is ArchiveEnd end)
            {
                if (end.Events != seen) throw NotWhole();
                isWhole = true;
            }
            else
            {
                batch.Add(record);
                if (record is ArchivedEvent) seen++;
                if (!batch.IsFull(BatchEvents)) continue;
            }

            if (!isWhole && !batch.IsFull(BatchEvents)) continue;
            if (batch.Unsealed) throw NotWhole();
            await recorder.WaitAsync(shown, cancellation);
            var added = await RestoreAsync(batch, cancellation);
            (restored, skipped) = (restored + added, skipped + batch.Events.Count - added);
            if (added > 0) (shown, position) = (position, batch.Events[^1].Position);
            if (batch.Events.Count > 0) progress?.Report((batch.Events[^1].Position, head));
            batch = new();
        }

        if (!isWhole) throw NotWhole();
        await recorder.WaitAsync(position, cancellation);
        return new(restored, skipped);
    }

    private async Task CheckOriginAsync(ArchiveHead archive, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select hash from log.seal order by last limit 1");
        if (await command.ExecuteScalarAsync(cancellation) is byte[] origin && archive.Origin?.AsSpan().SequenceEqual(origin) != true) throw ArchiveRows.Differs(1);
    }

    /// <returns>How many events are new.</returns>
    private async Task<long> RestoreAsync(ArchiveBatch batch, CancellationToken cancellation)
    {
        await using var writing = await WriteTransaction.BeginAsync(store, database, new("restore"), cancellation);
        var connection = writing.Connection;
        var top = (long)(await ScalarAsync(connection, "select coalesce(max(last), 0) from log.seal", cancellation))!;
        await ArchiveRows.CheckSealsAsync(connection, [.. batch.Seals.Where(s => s.Last <= top)], cancellation);
        var seals = batch.Seals.Where(s => s.Last > top).ToList();
        var events = batch.Events.Where(e => e.Position > top).ToList();
        if (seals.Count > 0 && seals[0].First <= top) throw ArchiveRows.Differs(seals[0].First);
        await ArchiveRows.AddContentsAsync(connection, batch.Contents, cancellation);
        if (events.Count > 0)
        {
            await ArchiveRows.AddEventsAsync(connection, events, cancellation);
            await VerifyAsync(connection, seals, cancellation);
        }

        await ArchiveRows.AddRestAsync(connection, batch, cancellation);
        await writing.CommitAsync([], [], null, cancellation);
        return events.Count;
    }

    /// <summary>The seals are made anew of what lies in the log now, and have to be those of the archive.</summary>
    private static async Task VerifyAsync(NpgsqlConnection connection, List<ArchivedSeal> seals, CancellationToken cancellation)
    {
        var previous = (byte[]?)await ScalarAsync(connection, "select hash from log.seal order by last desc limit 1", cancellation) ?? LogChain.Beginning;
        await using (var select = new NpgsqlCommand($"{LogChain.Events} where v.seq_id >= $1 order by v.seq_id", connection) { Parameters = { new() { Value = seals[0].First } }, CommandTimeout = 0 })
        {
            await using var reader = await select.ExecuteReaderAsync(cancellation);
            var more = await reader.ReadAsync(cancellation);
            foreach (var seal in seals)
            {
                using var chain = new LogChain(previous, seal.Salt, seal.Format);
                for (; more && reader.GetInt64(0) <= seal.Last; more = await reader.ReadAsync(cancellation)) chain.Add(reader);
                if (!chain.Seal().AsSpan().SequenceEqual(seal.Hash))
                {
                    throw new ArchiveException(ArchiveCodes.LogAltered, $"The events at the positions {seal.First} to {seal.Last}, or those before them, are not those that were sealed.");
                }

                previous = seal.Hash;
            }
        }

        await ArchiveRows.AddSealsAsync(connection, seals, cancellation);
    }

    private static ArchiveException NotWhole() => new(ArchiveCodes.NotAnArchive, "This is no archive of a base, or it is cut off.");

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
