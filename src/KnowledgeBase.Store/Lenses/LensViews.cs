using System.Collections.Concurrent;
using KnowledgeBase.Store.Reading;
using Npgsql;

namespace KnowledgeBase.Store.Lenses;

/// <summary>So many different views are in use that no further one can be kept now.</summary>
public sealed class LensesExhaustedException() : Exception("Too many different lenses are in use at this moment; try again in a minute.");

/// <summary>
/// Keeps views in the database, so that all nodes share them: what a view changes is worked out once, by whoever asks first, and
/// read by every statement after that. Views that nobody used for a while are dropped, oldest first, when there are many.
/// </summary>
public sealed class LensViews(NpgsqlDataSource database, FactQueries facts) : IDisposable
{
    /// <summary>Views that are kept although nobody uses them.</summary>
    public const int Kept = 64;

    /// <summary>Views that there can be at all.</summary>
    public const int Most = 256;

    /// <summary>How long after its last use a view certainly stays: longer than any request runs.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    // A use is written down at most this often, so that reads do not wait for the disk; far below the grace.
    private const string Fresh = "now() - interval '20 seconds'";

    // What a view leaves out can be many sources; it is read once for each node.
    private readonly ConcurrentDictionary<long, LensView> known = new();

    // Whoever works a view out needs further connections; those who wait for it must not hold them all.
    private readonly SemaphoreSlim makers = new(2);

    public void Dispose() => makers.Dispose();

    /// <summary>The view of what was known at a position; made when there is none.</summary>
    /// <exception cref="LensesExhaustedException">Too many are in use.</exception>
    internal async Task<LensView> OpenAsync(long at, LensRequest request, CancellationToken cancellation)
    {
        await using (var reading = await database.OpenConnectionAsync(cancellation))
        {
            if (await FindAsync(reading, at, request, cancellation) is { } found) return found;
        }

        await makers.WaitAsync(cancellation);
        try
        {
            return await MakeAsync(at, request, cancellation);
        }
        finally
        {
            makers.Release();
        }
    }

    private async Task<LensView> MakeAsync(long at, LensRequest request, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // One node, and one request in it, works it out; the others wait and find it.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('knowledgebase.lens'), hashtext($1))", cancellation, Key(at, request));
        if (await FindAsync(connection, at, request, cancellation) is { } made) return made;
        await EvictAsync(connection, cancellation);
        var view = await new LensBuilder(connection, facts, at, request).BuildAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Remember(view);
    }

    private async Task<LensView?> FindAsync(NpgsqlConnection connection, long at, LensRequest request, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with found as (
                select id, used from lens.view where at = $1 and valid = $2 and without = $3
            ), touched as (
                update lens.view v set used = now() from found f where v.id = f.id and f.used < {Fresh} returning v.id
            )
            select id from found where used >= {Fresh} union all select id from touched
            """, connection);
        foreach (var value in new object[] { at, request.ValidAt?.Text ?? "", request.Without }) command.Parameters.Add(new() { Value = value });
        if (await command.ExecuteScalarAsync(cancellation) is not long id) return null;
        if (known.TryGetValue(id, out var view)) return view;
        await using var select = new NpgsqlCommand("select left_out from lens.view where id = $1", connection);
        select.Parameters.Add(new() { Value = id });
        var leftOut = (Guid[])(await select.ExecuteScalarAsync(cancellation))!;
        return Remember(new(id, request.ValidAt, request.Without, leftOut.ToHashSet()));
    }

    private LensView Remember(LensView view)
    {
        // Ids are never used twice, so what is forgotten is only read again.
        if (known.Count >= Most) known.Clear();
        return known.GetOrAdd(view.Id, view);
    }

    private static async Task EvictAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var evict = new NpgsqlCommand(
            $"""
            with gone as (
                delete from lens.view where id in (
                    select id from lens.view where used < now() - $1 order by used desc offset {Kept} for update skip locked)
                returning id
            ), facts as (delete from model.fact f using gone where f.since = -gone.id
            ), expulsions as (delete from model.expulsion x using gone where x.since = -gone.id
            ), claims as (delete from lens.claim_out o using gone where o.view = gone.id
            ), sources as (delete from lens.source_out o using gone where o.view = gone.id
            ), effects as (delete from lens.fact_effect o using gone where o.view = gone.id)
            select count(*) from lens.view
            """, connection);
        evict.Parameters.Add(new() { Value = Grace });
        if ((long)(await evict.ExecuteScalarAsync(cancellation))! >= Most) throw new LensesExhaustedException();
    }

    private static string Key(long at, LensRequest request) =>
        FormattableString.Invariant($"{at};{request.ValidAt?.Text};{string.Join(',', request.Without)}");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
