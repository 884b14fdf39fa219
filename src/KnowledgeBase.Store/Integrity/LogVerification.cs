using System.Data;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <param name="VerifiedTo">Last position whose seal holds; 0 when none does.</param>
/// <param name="Head">Hash of that seal.</param>
/// <param name="BrokenFrom">
/// First position of the first seal that does not hold, or of events that no seal covers, or of an event that was rewritten otherwise than by an
/// erasure; null when there is none.
/// </param>
/// <param name="Erased">How many of the verified events were erased.</param>
public sealed record Verification(long VerifiedTo, byte[] Head, long? BrokenFrom, long Erased = 0)
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
        // Both see one moment: an erasure in between would show an event without the erasure that explains it.
        await using var one = await seals.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var same = await events.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var snapshot = (string)(await ScalarAsync(seals, "select pg_export_snapshot()", cancellation))!;
        await ScalarAsync(events, $"set transaction snapshot '{snapshot}'", cancellation);
        if (earlier.VerifiedTo > 0 && !await Stands(seals, earlier, cancellation)) return earlier with { BrokenFrom = earlier.VerifiedTo };
        await using var last = new NpgsqlCommand(
            "select greatest((select max(seq_id) from log.mt_events), (select max(last) from log.seal), 0)", seals);
        var end = (long)(await last.ExecuteScalarAsync(cancellation))!;

        await using var select = new NpgsqlCommand("select first, last, salt, hash, format from log.seal where last > $1 and first <= $2 order by last", seals);
        select.Parameters.Add(new() { Value = earlier.VerifiedTo });
        select.Parameters.Add(new() { Value = end });
        var done = earlier;
        var proofs = new ErasureProofs(earlier.VerifiedTo);
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (first, sealedTo) = (reader.GetInt64(0), reader.GetInt64(1));
            // Everything after the seal before belongs to this one, so that nothing slips in between.
            using var chain = new LogChain(done.Head, reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2), reader.GetInt16(4));
            var hash = await Compute(events, chain, proofs, done.VerifiedTo, sealedTo, cancellation);
            if (!hash.AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(3))) return done with { BrokenFrom = first };
            done = new(sealedTo, hash, null);
        }

        done = done with { Erased = (long)(await ErasedAsync(events, done.VerifiedTo, cancellation))! };
        if (proofs.FirstWrong is { } wrong) return done with { BrokenFrom = wrong };
        return done.VerifiedTo < end ? done with { BrokenFrom = done.VerifiedTo + 1 } : done;
    }

    /// <summary>Whether the seal that was verified last is still there, and the same.</summary>
    private static async Task<bool> Stands(NpgsqlConnection connection, Verification earlier, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select hash from log.seal where last = $1", connection);
        command.Parameters.Add(new() { Value = earlier.VerifiedTo });
        return await command.ExecuteScalarAsync(cancellation) is byte[] hash && hash.AsSpan().SequenceEqual(earlier.Head);
    }

    private static async Task<byte[]> Compute(
        NpgsqlConnection connection, LogChain chain, ErasureProofs proofs, long after, long to, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"{LogChain.Events} where v.seq_id > $1 and v.seq_id <= $2 order by v.seq_id", connection);
        select.Parameters.Add(new() { Value = after });
        select.Parameters.Add(new() { Value = to });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            chain.Add(reader);
            proofs.Add(reader);
        }

        return chain.Seal();
    }

    private static async Task<object?> ErasedAsync(NpgsqlConnection connection, long to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select count(*) from log.erased where position <= $1", connection);
        command.Parameters.Add(new() { Value = to });
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
