using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Store.Reading.Known;

/// <summary>A row as it was read, with the positions between which it stands.</summary>
public readonly record struct Versioned<T>(Guid Id, T Row, long Since, long Until)
{
    public bool IsLive => Until == long.MaxValue;
}

/// <summary>
/// Rows of one table that many answers name and that rarely change (countries, sources), kept in memory. Before it is used, it is
/// compared with the read model: what began or ended since is forgotten. So it shows no less than a statement would, whichever
/// node recorded last, and a row serves every lens from whose position it stood.
/// </summary>
/// <param name="table">Of versions, indexed by <c>since</c> and <c>until</c>.</param>
/// <param name="capacity">Most rows that are kept.</param>
internal sealed class KnownRows<T>(ReadDatabase database, string table, int capacity)
    where T : class
{
    /// <summary>When the log went on by more than so many events, it is quicker to forget all.</summary>
    private const int MostChanges = 1_000;

    private static readonly string Erasure = EventNames.All[typeof(SubjectErased)];

    private readonly Lock gate = new();
    // What was used of late, and what was before: when the first is full, it takes the place of the second.
    private Dictionary<Guid, Versioned<T>> recent = [];
    private Dictionary<Guid, Versioned<T>> former = [];
    private ModelState shown;

    /// <param name="state">What is kept is to show no less than this.</param>
    /// <param name="load">Reads those that are not known, through the lens.</param>
    /// <param name="keeps">Whether a row may be kept, beside being live; null for all.</param>
    public async Task<IReadOnlyDictionary<Guid, T>> ReadAsync(
        Lens lens, IReadOnlyList<Guid> ids, ModelState state, Func<IReadOnlyList<Guid>, CancellationToken, Task<List<Versioned<T>>>> load, Func<T, bool>? keeps, CancellationToken cancellation)
    {
        await FollowAsync(state, cancellation);
        var (found, missing) = (new Dictionary<Guid, T>(ids.Count), new List<Guid>());
        lock (gate)
        {
            foreach (var id in ids)
            {
                if (Find(id) is { } known && !(known.Since > lens.At)) found[id] = known.Row;
                else missing.Add(id);
            }
        }

        if (missing.Count == 0) return found;
        var loaded = await load(missing, cancellation);
        foreach (var row in loaded) found[row.Id] = row.Row;
        lock (gate)
        {
            // Had the log gone on meanwhile, nobody would forget what was read before it did.
            if ((state.Shown, state.Model) == (shown.Shown, shown.Model)) foreach (var row in loaded.Where(r => r.IsLive && keeps?.Invoke(r.Row) != false)) Keep(row);
        }

        return found;
    }

    /// <summary>A row that is kept, without asking for anything; null when it is not, or when nobody has followed the log up to the state yet.</summary>
    /// <param name="lens">Through which it is seen.</param>
    /// <param name="id">Whose it is.</param>
    /// <param name="state">What is kept is to show no less than this.</param>
    public T? TryFind(Lens lens, Guid id, ModelState state)
    {
        lock (gate)
        {
            if (shown.Model != state.Model || shown.Shown < state.Shown) return null;
            return Find(id) is { } known && !(known.Since > lens.At) ? known.Row : null;
        }
    }

    /// <summary>Forgets what changed up to a state, or up to a later one.</summary>
    private async Task FollowAsync(ModelState state, CancellationToken cancellation)
    {
        while (true)
        {
            ModelState from;
            lock (gate)
            {
                from = shown;
                if (state.Model != from.Model || state.Shown - from.Shown > MostChanges) Forget(state);
                if (shown.Shown >= state.Shown) return;
            }

            var changed = await ChangedAsync(from.Shown, cancellation);
            lock (gate)
            {
                // Another request went on meanwhile: what it forgot is not all that is to be forgotten.
                if (shown != from) continue;
                if (changed.Contains(null)) Forget(state);
                foreach (var id in changed.OfType<Guid>())
                {
                    recent.Remove(id);
                    former.Remove(id);
                }

                shown = state;
            }
        }
    }

    /// <summary>Rows that began or ended beyond a position; null among them when something was erased, which rewrites rows that stood before.</summary>
    private async Task<List<Guid?>> ChangedAsync(long position, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var after = parameters.Add(position);
        return await database.ReadAsync(
            $"""
            select id from {table} where since > {after} union all select id from {table} where until > {after} and until < {ReadModel.ReadModelSchema.Forever}
            union all select null from log.mt_events where seq_id > {after} and type = '{Erasure}'
            """, parameters, r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0), cancellation);
    }

    private void Forget(ModelState state) => (recent, former, shown) = ([], [], state);

    private Versioned<T>? Find(Guid id)
    {
        if (recent.TryGetValue(id, out var row)) return row;
        if (!former.Remove(id, out row)) return null;
        Keep(row);
        return row;
    }

    private void Keep(Versioned<T> row)
    {
        if (recent.Count >= capacity / 2) (former, recent) = (recent, []);
        recent[row.Id] = row;
    }
}
