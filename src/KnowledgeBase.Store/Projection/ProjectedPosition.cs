using System.Globalization;
using KnowledgeBase.Store.ReadModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>It is recorded, but the read model has not shown it in time; a later query will.</summary>
public sealed class ProjectionLagException(long position, TimeSpan waited) : Exception(
    $"Recorded at position {position}, but the read model did not reach it within {waited.TotalSeconds:0.#} s.")
{
    public long Position { get; } = position;
}

/// <summary>
/// How far the read model has got, known at once: the projection notifies in the transaction that commits its rows, on
/// whichever node it runs, and nobody polls.
/// </summary>
public sealed class ProjectedPosition(NpgsqlDataSource database, ILogger<ProjectedPosition> logger) : BackgroundService
{
    /// <summary>The channel on which the projection tells its position.</summary>
    public const string Channel = "knowledgebase_projected";

    /// <summary>An SQL expression for the position that the read model's rows show.</summary>
    public const string Sql = $"coalesce((select max(w.position) from {ReadModelSchema.InUse}.shown w), 0)";

    /// <summary>Longest wait for one's own change.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> waiters = new();
    private long current;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Current => Interlocked.Read(ref current);

    /// <summary>Ends when the read model shows something beyond a position; however long that takes.</summary>
    public async Task WaitBeyondAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (current > position) return;
                next = moved.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <exception cref="ProjectionLagException">It took longer than <see cref="Patience"/>.</exception>
    public async Task WaitForAsync(long position, CancellationToken cancellation)
    {
        TaskCompletionSource waiter;
        lock (gate)
        {
            if (current >= position) return;
            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Enqueue(waiter, position);
        }

        try
        {
            await waiter.Task.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            throw new ProjectionLagException(position, Patience);
        }
    }

    /// <summary>The position that the read model's rows show, from the database itself; 0 before there is a read model.</summary>
    public static async Task<long> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select {Sql}", connection);
        try
        {
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }

    /// <summary>Tells all nodes, when its transaction commits, that the rows show a position.</summary>
    internal static string NotifySql(long position) => string.Create(CultureInfo.InvariantCulture, $"notify {Channel}, '{position}'");

    /// <summary>Lets Marten begin behind a position; not while the projection runs.</summary>
    internal static async Task SetProgressAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        // Marten begins at 0 by adding the row.
        await using var command = new NpgsqlCommand(
            position == 0
                ? "delete from log.mt_event_progression where name = $1"
                : "insert into log.mt_event_progression (name, last_seq_id) values ($1, $2) on conflict (name) do update set last_seq_id = excluded.last_seq_id", connection);
        command.Parameters.Add(new() { Value = ReadModelProjection.ShardIdentity });
        if (position > 0) command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException && !stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(ToldException.Of(e), "Lost the connection that tells the read model's position; connecting again.");
                await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, notification) =>
        {
            if (long.TryParse(notification.Payload, CultureInfo.InvariantCulture, out var position)) Advance(position);
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        // What was committed before the channel was open.
        Advance(await ReadAsync(connection, stopping));
        while (!stopping.IsCancellationRequested) await connection.WaitAsync(stopping);
    }

    /// <summary>Says what was just committed, before PostgreSQL tells it.</summary>
    internal void Advance(long position)
    {
        lock (gate)
        {
            if (position <= current) return;
            Interlocked.Exchange(ref current, position);
            moved.TrySetResult();
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
            while (waiters.TryPeek(out var waiter, out var wanted) && wanted <= position)
            {
                waiters.Dequeue();
                waiter.TrySetResult();
            }
        }
    }
}
