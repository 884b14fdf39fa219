using System.Collections.Concurrent;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Lenses;

/// <summary>So many different views are in use that no further one can be kept now.</summary>
public sealed class LensesExhaustedException() : Exception("Too many different lenses are in use at this moment; try again in a minute.");

/// <summary>A view takes long to be worked out; it goes on, and whoever asks again later finds it.</summary>
public sealed class LensInTheMakingException() : Exception("What this lens changes is still being worked out. Ask again in a while; with knownAt, it stays the same lens.");

/// <summary>
/// Keeps views in the database, so that all nodes share them: what a view changes is worked out once, by whoever asks first, and
/// read by every statement after that. Views that nobody used for a while are dropped, oldest first, when there are many.
/// </summary>
public sealed class LensViews(NpgsqlDataSource database, FactQueries facts, ILogger<LensViews> logger) : IAsyncDisposable, IDisposable
{
    /// <summary>Views that are kept although nobody uses them.</summary>
    public const int Kept = 64;

    /// <summary>Views that there can be at all.</summary>
    public const int Most = 256;

    /// <summary>Views that may be worked out, or wait to be, at once.</summary>
    public const int MostInTheMaking = 32;

    /// <summary>How long a request waits for a view that is being worked out.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>How long after its last use a view certainly stays: longer than any request runs.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    // A use is written down at most this often, so that reads do not wait for the disk; far below the grace.
    private const string Fresh = "now() - interval '20 seconds'";

    // What a view leaves out can be many sources; it is read once for each node.
    private readonly ConcurrentDictionary<long, LensView> known = new();

    // Whoever works a view out needs further connections; those who wait for it must not hold them all.
    private readonly SemaphoreSlim makers = new(2);

    // Those that are worked out at this moment, or wait to be. What a source with tens of thousands of dependents changes takes minutes,
    // which no request has: it is worked out beside the requests.
    private readonly ConcurrentDictionary<string, Lazy<Task<LensView>>> making = new();

    private readonly CancellationTokenSource stopping = new();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        foreach (var one in making.Values) await one.Value.ContinueWith(_ => { }, TaskScheduler.Default);
        makers.Dispose();
        stopping.Dispose();
    }

    /// <summary>The view of what was known at a position; made when there is none.</summary>
    /// <param name="position">Null for the one that the read model shows now.</param>
    /// <param name="request">What is left out.</param>
    /// <param name="cancellation">Ends the making of it.</param>
    /// <exception cref="LensesExhaustedException">Too many are in use, or being made.</exception>
    /// <exception cref="LensInTheMakingException">It takes longer than <see cref="Patience"/>, and goes on being made.</exception>
    internal async Task<(long At, LensView View)> OpenAsync(long? position, LensRequest request, CancellationToken cancellation)
    {
        long at;
        await using (var reading = await database.OpenConnectionAsync(cancellation))
        {
            (at, var found) = await FindAsync(reading, position, request, cancellation);
            if (found is not null) return (at, found);
        }

        var key = Key(at, request);
        if (making.Count >= MostInTheMaking && !making.ContainsKey(key)) throw new LensesExhaustedException();
        var made = making.GetOrAdd(key, k => new(() => MakeBesideAsync(k, at, request)));
        try
        {
            return (at, await made.Value.WaitAsync(Patience, cancellation));
        }
        catch (TimeoutException)
        {
            throw new LensInTheMakingException();
        }
    }

    private async Task<LensView> MakeBesideAsync(string key, long at, LensRequest request)
    {
        var begun = false;
        try
        {
            await makers.WaitAsync(stopping.Token);
            begun = true;
            return await MakeAsync(at, request, stopping.Token);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LensesExhaustedException))
        {
            // Whoever waits is told too, but perhaps nobody waits any more.
            logger.LogError(ToldException.Of(e), "A lens could not be made.");
            throw;
        }
        finally
        {
            making.TryRemove(key, out _);
            if (begun) makers.Release();
        }
    }

    private async Task<LensView> MakeAsync(long at, LensRequest request, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // One node, and one request in it, works it out; the others wait and find it.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('knowledgebase.lens'), hashtext($1))", cancellation, Key(at, request));
        if (await FindAsync(connection, at, request, cancellation) is (_, { } made)) return made;
        await EvictAsync(connection, cancellation);
        var view = await new LensBuilder(connection, facts, at, request).BuildAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Remember(view);
    }

    /// <summary>In one statement, for it is asked before every answer: the position, and the view when there is one.</summary>
    private async Task<(long At, LensView? View)> FindAsync(NpgsqlConnection connection, long? at, LensRequest request, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with asked as (
                select coalesce($1, {ProjectedPosition.Sql}) as at
            ), found as (
                select v.id, v.used from asked a join lens.view v on v.at = a.at and v.valid = $2 and v.without = $3
            ), touched as (
                update lens.view v set used = now() from found f where v.id = f.id and f.used < {Fresh} returning v.id
            )
            select a.at, (select id from found where used >= {Fresh} union all select id from touched) from asked a
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint, Value = at ?? (object)DBNull.Value });
        foreach (var value in new object[] { request.ValidAt?.Text ?? "", request.Without }) command.Parameters.Add(new() { Value = value });
        long position, id;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            position = reader.GetInt64(0);
            if (reader.IsDBNull(1)) return (position, null);
            id = reader.GetInt64(1);
        }

        if (known.TryGetValue(id, out var view)) return (position, view);
        await using var select = new NpgsqlCommand("select left_out from lens.view where id = $1", connection);
        select.Parameters.Add(new() { Value = id });
        var leftOut = (Guid[])(await select.ExecuteScalarAsync(cancellation))!;
        return (position, Remember(new(id, request.ValidAt, request.Without, leftOut.ToHashSet())));
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
            ), facts as (delete from model.fact f using gone where f.since = -gone.id and f.since < 0
            ), expulsions as (delete from model.expulsion x using gone where x.since = -gone.id and x.since < 0
            ), claims as (delete from lens.claim_out o using gone where o.view = gone.id
            ), sources as (delete from lens.source_out o using gone where o.view = gone.id
            ), effects as (delete from lens.fact_effect o using gone where o.view = gone.id)
            select (select count(*) from lens.view) - (select count(*) from gone)
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
