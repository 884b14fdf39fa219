using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>
/// Erases again, before the server listens, what the list of erasures names and the database has: it was restored from a backup
/// that was made before. Then completes the list from the log.
/// </summary>
public sealed class ErasureReplay(ErasureList list, Eraser eraser, NpgsqlDataSource database, ILogger<ErasureReplay> logger) : IHostedService
{
    /// <summary>Who erases, then.</summary>
    public const string Actor = "erasure list";

    private const string PresentSql = """
        select v.seq_id, v.id, x.position is not null from log.mt_events v left join log.erased x on x.position = v.seq_id where v.id = any($1)
        """;

    // One that was merged with another was erased with it, and has no events of its own in the list: the backup may be from before the merge.
    private static readonly string LeftSql = $"""
        select exists (select from log.mt_events v where v.stream_id = $1)
           and not exists (select from log.mt_events v where v.stream_id = $1 and v.type = '{EventNames.All[typeof(SubjectErased)]}')
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var erasure in await list.ReadAsync(cancellationToken)) await AgainAsync(erasure, cancellationToken);
        await list.CompleteAsync(database, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AgainAsync(ListedErasure erasure, CancellationToken cancellation)
    {
        var present = await PresentAsync(erasure.Events, cancellation);
        if (present.All(e => e.IsErased) && !await IsLeftAsync(erasure.EntityId ?? erasure.SourceId!.Value, cancellation)) return;
        logger.LogWarning("The database has details that were erased on {At:u} by {By}; erasing them again.", erasure.At, erasure.By);
        var command = new EraseSubject(erasure.EntityId, erasure.SourceId, erasure.Reason, [.. present.Select(e => e.Position)]);
        while (true)
        {
            try
            {
                var result = await eraser.EraseAsync(new(Actor, CausedBy: erasure.Id.ToString("D")), command, null, cancellation);
                if (!result.IsRefused) return;
                throw new InvalidOperationException($"Details that were erased are back in the database and cannot be erased again: {result.Refusals[0].Message}");
            }
            catch (Exception lag) when (lag is ErasureDelayedException or ProjectionLagException)
            {
                logger.LogInformation("{Message} Waiting.", lag.Message);
            }
        }
    }

    /// <summary>Whether the subject is there and was never erased.</summary>
    private async Task<bool> IsLeftAsync(Guid subject, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LeftSql);
        command.Parameters.Add(new() { Value = subject });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<List<(long Position, bool IsErased)>> PresentAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(PresentSql);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var present = new List<(long, bool)>();
        while (await reader.ReadAsync(cancellation)) present.Add((reader.GetInt64(0), reader.GetBoolean(2)));
        return present;
    }
}
