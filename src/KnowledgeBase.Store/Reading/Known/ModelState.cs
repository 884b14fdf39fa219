using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading.Known;

/// <summary>What the database has to answer from.</summary>
/// <param name="Recorded">Position of the last event of the log.</param>
/// <param name="Shown">Of the last event that the read model's rows show.</param>
/// <param name="Model">PostgreSQL's number of its schema: a rebuild puts another one in its place.</param>
public readonly record struct ModelState(long Recorded, long Shown, uint Model);

/// <summary>
/// Asks the database what it shows. Whoever asks is told a state from after he asked, whichever node wrote last;
/// all who ask while one question is under way are answered by the next one together.
/// </summary>
public sealed class ModelStates(ReadDatabase database)
{
    private static readonly string Sql =
        $"select coalesce((select max(v.seq_id) from log.mt_events v), 0), {ProjectedPosition.Sql}, to_regnamespace('{ReadModel.ReadModelSchema.InUse}')::oid";

    private readonly Lock gate = new();
    private Task<ModelState> asked = Task.FromResult(default(ModelState));
    private Task<ModelState>? next;

    public Task<ModelState> AskAsync(CancellationToken cancellation)
    {
        lock (gate) return (next ??= AskAfterAsync(asked)).WaitAsync(cancellation);
    }

    // Not of one request, and not to be ended by one: others wait for the same answer.
    private async Task<ModelState> AskAfterAsync(Task before)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            // Whoever asks from now on may know of something later than this answer will.
            (asked, next) = (next!, null);
        }

        return (await database.ReadAsync(Sql, new(), r => new ModelState(r.GetInt64(0), r.GetInt64(1), r.GetFieldValue<uint>(2)), CancellationToken.None))[0];
    }
}
