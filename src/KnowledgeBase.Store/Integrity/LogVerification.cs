using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <param name="VerifiedTo">Last position whose seal holds; 0 when none does.</param>
/// <param name="Head">Hash of that seal.</param>
/// <param name="BrokenFrom">First position of the first seal that does not hold, or of events that no seal covers; null when all do.</param>
public sealed record Verification(long VerifiedTo, byte[] Head, long? BrokenFrom)
{
    public static Verification Nothing { get; } = new(0, LogChain.Beginning, null);
}

/// <summary>
/// Computes the chain anew from the events and compares it with the seals. A tail that is cut off together with its seals
/// shows only against a head that was noted before: by this process, or by whoever asked the API for it.
/// </summary>
public static class LogVerification
{
    /// <summary>Goes on from an earlier verification to the end of the log, one seal after the other, in bounded memory.</summary>
    public static async Task<Verification> ContinueAsync(NpgsqlDataSource database, Verification earlier, CancellationToken cancellation)
    {
        if (earlier.BrokenFrom is not null) return earlier;
        await using var seals = await database.OpenConnectionAsync(cancellation);
        await using var events = await database.OpenConnectionAsync(cancellation);
        if (earlier.VerifiedTo > 0 && !await Stands(seals, earlier, cancellation)) return earlier with { BrokenFrom = earlier.VerifiedTo };
        // One snapshot of both ends; what is recorded after it is for the next time.
        await using var last = new NpgsqlCommand(
            "select greatest((select max(seq_id) from log.mt_events), (select max(last) from log.seal), 0)", seals);
        var end = (long)(await last.ExecuteScalarAsync(cancellation))!;

        await using var select = new NpgsqlCommand("select first, last, salt, hash from log.seal where last > $1 and first <= $2 order by last", seals);
        select.Parameters.Add(new() { Value = earlier.VerifiedTo });
        select.Parameters.Add(new() { Value = end });
        var done = earlier;
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (first, sealedTo) = (reader.GetInt64(0), reader.GetInt64(1));
            // Everything after the seal before belongs to this one, so that nothing slips in between.
            var hash = await Compute(events, done.VerifiedTo, sealedTo, done.Head, reader.GetFieldValue<byte[]>(2), cancellation);
            if (!hash.AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(3))) return done with { BrokenFrom = first };
            done = new(sealedTo, hash, null);
        }

        return done.VerifiedTo < end ? done with { BrokenFrom = done.VerifiedTo + 1 } : done;
    }

    /// <summary>Whether the seal that was verified last is still there, and the same.</summary>
    private static async Task<bool> Stands(NpgsqlConnection connection, Verification earlier, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select hash from log.seal where last = $1", connection);
        command.Parameters.Add(new() { Value = earlier.VerifiedTo });
        return await command.ExecuteScalarAsync(cancellation) is byte[] hash && hash.AsSpan().SequenceEqual(earlier.Head);
    }

    private static async Task<byte[]> Compute(NpgsqlConnection connection, long after, long to, byte[] previous, byte[] salt, CancellationToken cancellation)
    {
        using var chain = new LogChain(previous, salt);
        await using var select = new NpgsqlCommand(
            $"select {LogChain.Columns} from log.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id", connection);
        select.Parameters.Add(new() { Value = after });
        select.Parameters.Add(new() { Value = to });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) chain.Add(reader);
        return chain.Seal();
    }
}
