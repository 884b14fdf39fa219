using System.Collections.Concurrent;
using System.Diagnostics;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>
/// Makes the read model anew from the log, beside the one in use, and puts it in its place when it has caught up: whoever reads or
/// records goes on doing so. It may run in a process of its own. Broken off at any moment, it leaves the one in use as it is, and
/// the next rebuild goes on where it ended. See docs/decisions/027.
/// </summary>
public sealed class ReadModelRebuild(StoreSettings settings, ILogger<ReadModelRebuild> logger)
{
    /// <summary>So few missing events are projected while nothing else can be.</summary>
    private const int Few = 200;

    /// <summary>Rounds of catching up with a log that grows as fast as it is projected, before it has to wait.</summary>
    private const int MostRounds = 20;

    /// <summary>How long those who record may be kept waiting while the projection, which is behind, comes to an end.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private const string RecordedSql = "select coalesce(max(seq_id), 0) from log.mt_events";

    private const string ShownSql = $"select {ProjectedPosition.Sql}";

    /// <exception cref="RebuildUnderWayException">Another process does the same already.</exception>
    public Task RunAsync(IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default) =>
        RunAsync(isOnlyOne: false, progress, cancellation);

    /// <summary>Before the server starts: when there is no read model, or when it was made by other rules.</summary>
    internal async Task PrepareAsync(CancellationToken cancellation)
    {
        while (await IsNeededAsync(cancellation))
        {
            try
            {
                logger.LogInformation("Making the read model.");
                await RunAsync(settings.SingleNode, new Told(logger), cancellation);
                return;
            }
            catch (RebuildUnderWayException)
            {
                // Another node has begun at the same time.
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
            }
        }
    }

    private async Task<bool> IsNeededAsync(CancellationToken cancellation)
    {
        await using var database = ModelFilling.OpenDatabase(settings, "KnowledgeBase rebuild");
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return !await IsInUseAsync(connection, cancellation)
            || await connection.ScalarAsync<string>($"select fingerprint from {ReadModelSchema.InUse}.about", cancellation) != ReadModelSchema.Fingerprint;
    }

    private async Task RunAsync(bool isOnlyOne, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await using var database = ModelFilling.OpenDatabase(settings, "KnowledgeBase rebuild");
        // It does everything on this one: with the connection, and so the lock, nothing more is written.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await LockAsync(connection, cancellation);
        await connection.ExecuteAsync(ModelSwap.Ddl, cancellation);
        var run = new Run(database, connection, isOnlyOne, progress);
        while (true)
        {
            await run.BeginAsync(cancellation);
            try
            {
                await run.BuildAsync(cancellation);
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                if (await run.ExistsAsync(cancellation)) throw;
                logger.LogInformation("Somebody was erased from the log while the read model was made anew from it; beginning again.");
            }
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            // PostgreSQL notices a moment later that one is over.
            await connection.ExecuteAsync("set lock_timeout = '2s'; select pg_advisory_lock(hashtext('knowledgebase.rebuild')); reset lock_timeout", cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RebuildUnderWayException();
        }
    }

    private static Task<bool> IsInUseAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.ScalarAsync<bool>($"select to_regclass('{ReadModelSchema.InUse}.about') is not null", cancellation);

    /// <summary>From its beginning, or from where an earlier one ended, to the end.</summary>
    private sealed class Run(NpgsqlDataSource database, NpgsqlConnection connection, bool isOnlyOne, IProgress<RebuildProgress>? progress)
    {
        private readonly LogPages log = new(database);
        private readonly NextModel next = new(NextModel.Schema);
        private ModelFilling filling = null!;

        // Whether a projection may be keeping the one in use at this moment.
        private bool isKept;

        public async Task BeginAsync(CancellationToken cancellation)
        {
            await connection.ExecuteAsync($"drop schema if exists {ModelSwap.Old} cascade", cancellation);
            isKept = !isOnlyOne && await IsInUseAsync(connection, cancellation);
            filling = new(database, connection, next, await next.BeginAsync(connection, isNew: false, cancellation));
        }

        public Task<bool> ExistsAsync(CancellationToken cancellation) => next.ExistsAsync(connection, cancellation);

        /// <summary>To the end, unless what it makes is taken away meanwhile.</summary>
        public async Task BuildAsync(CancellationToken cancellation)
        {
            await FillAsync(RebuildPhase.Filling, await TargetAsync(cancellation), cancellation);
            progress?.Report(new(RebuildPhase.Indexing, filling.Position, filling.Position));
            await IndexAsync(cancellation);
            for (var round = 1; ; round++)
            {
                var target = await TargetAsync(cancellation);
                if (target - filling.Position <= Few || round > MostRounds)
                {
                    if (await SwapAsync(cancellation)) break;
                    target = await TargetAsync(cancellation);
                }

                await FillAsync(RebuildPhase.CatchingUp, target, cancellation);
            }

            progress?.Report(new(RebuildPhase.Done, filling.Position, filling.Position));
            // Waits for those who began to read in it before.
            await connection.ExecuteAsync($"drop schema if exists {ModelSwap.Old} cascade", cancellation);
        }

        private Task<long> TargetAsync(CancellationToken cancellation) =>
            connection.ScalarAsync<long>(RecordedSql, cancellation);

        private Task FillAsync(RebuildPhase phase, long target, CancellationToken cancellation) =>
            filling.FillAsync(target, position => progress?.Report(new(phase, position, target)), cancellation);

        private async Task IndexAsync(CancellationToken cancellation)
        {
            var tables = new ConcurrentQueue<string>(ReadModelSchema.Tables.OrderByDescending(t => t is "model.claim").ThenByDescending(t => t is "model.fact"));
            // Each needs a processor of its own, and there may be two.
            await Task.WhenAll(Work(), Work());

            async Task Work()
            {
                await using var worker = await database.OpenConnectionAsync(cancellation);
                while (tables.TryDequeue(out var table)) await next.CompleteAsync(worker, table, cancellation);
            }
        }

        /// <returns>False when somebody is in the way for long: it is tried again later, so that nobody else waits behind.</returns>
        private async Task<bool> SwapAsync(CancellationToken cancellation)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var reached = filling.Position;
            try
            {
                await connection.ExecuteAsync("set local lock_timeout = '10s'; set local synchronous_commit = on", cancellation);
                await connection.ExecuteAsync(WriteTransaction.LockSql, cancellation);
                if (isKept && !await IsProjectionIdleAsync(cancellation)) return false;
                await connection.ExecuteAsync("set local lock_timeout = '2s'", cancellation);
                await connection.ExecuteAsync(ModelSwap.ExcludeSql, cancellation);
                var target = await TargetAsync(cancellation);
                await foreach (var page in log.ReadAsync(reached, target, ModelFilling.PageSize, cancellation))
                {
                    await next.AddAsync(connection, page, cancellation);
                    reached = page[^1].Position;
                }

                var isInUse = await IsInUseAsync(connection, cancellation);
                var isAlike = isInUse && await connection.ScalarAsync<string>($"select fingerprint from {ReadModelSchema.InUse}.about", cancellation) == ReadModelSchema.Fingerprint;
                // The projection passes over what is shown. Where it does not run, it is spared the way there.
                if (!isKept) await ProjectedPosition.SetProgressAsync(connection, reached, cancellation);
                await ModelSwap.RunAsync(connection, isInUse, isAlike, cancellation);
                await transaction.CommitAsync(CancellationToken.None);
                filling.Position = reached;
                return true;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
                return false;
            }
        }

        /// <summary>
        /// While nobody can record: waits until everything is projected, so that no page which was worked out from the rows in use is
        /// written into their successors. A projection that stands still, because it stopped or nobody runs it, writes none.
        /// </summary>
        /// <returns>False when it goes on and on.</returns>
        private async Task<bool> IsProjectionIdleAsync(CancellationToken cancellation)
        {
            var recorded = await connection.ScalarAsync<long>(RecordedSql, cancellation);
            var (first, waited) = (await connection.ScalarAsync<long>(ShownSql, cancellation), Stopwatch.StartNew());
            while (waited.Elapsed < LongestPause)
            {
                var projected = await connection.ScalarAsync<long>(ShownSql, cancellation);
                if (projected >= recorded) return true;
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
            }

            return await connection.ScalarAsync<long>(ShownSql, cancellation) == first;
        }
    }

    private sealed class Told(ILogger logger) : IProgress<RebuildProgress>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
        private DateTimeOffset last = DateTimeOffset.UtcNow;

        public void Report(RebuildProgress value)
        {
            if (DateTimeOffset.UtcNow - last < Interval) return;
            last = DateTimeOffset.UtcNow;
            logger.LogInformation("The new read model shows {Position} of {Target} events.", value.Position, value.Target);
        }
    }
}
