using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Lenses;

/// <summary>
/// Works out a view in one transaction: finds the facts that it may change, resolves them by the same rule as ever with what
/// still stands, and writes down what came out otherwise. Its cost follows what rests on the sources that are left out, not what
/// is in the base.
/// </summary>
internal sealed class LensBuilder(NpgsqlConnection connection, FactQueries facts, long at, LensRequest request)
{
    /// <summary>Facts that are resolved at once; with all their claims and sources they fit into memory.</summary>
    private const int BatchSize = 1_000;

    /// <summary>Batches that are worked out while one is written.</summary>
    private const int Ahead = 2;

    private readonly Lens whole = new(at);

    public async Task<LensView> BuildAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("set local synchronous_commit = off", cancellation);
        var scope = new LensScope(connection, whole, request);
        var leftOut = await scope.LeftOutAsync(cancellation);
        var view = new LensView(await RegisterAsync(leftOut, cancellation), request.ValidAt, request.Without, leftOut);
        await ChangeAsync(view, await scope.FactsAsync(leftOut, cancellation), cancellation);
        await WriteIdsAsync("lens.source_out", view.Id, await scope.FallenSourcesAsync(leftOut, cancellation), cancellation);
        return view;
    }

    /// <summary>Works out the next batches, which read on other connections, while one is written.</summary>
    private async Task ChangeAsync(LensView view, IReadOnlyList<FactKey> keys, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<Task<Outcome>>();
        try
        {
            foreach (var batch in keys.Chunk(BatchSize))
            {
                ahead.Enqueue(Task.Run(() => WorkOutAsync(view, batch, ending.Token), ending.Token));
                if (ahead.Count > Ahead) await WriteAsync(view.Id, await ahead.Dequeue(), cancellation);
            }

            while (ahead.TryDequeue(out var next)) await WriteAsync(view.Id, await next, cancellation);
        }
        finally
        {
            // None goes on that nobody waits for; why they ended is told by the one that was waited for.
            await ending.CancelAsync();
            await Task.WhenAll((IEnumerable<Task>)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Outcome> WorkOutAsync(LensView view, FactKey[] keys, CancellationToken cancellation)
    {
        var stored = await facts.ByKeysAsync(whole, keys, cancellation);
        var details = await facts.DetailsAsync(new(at, view), keys, cancellation);
        return new([.. keys.SelectMany(k => Changes(stored.GetValueOrDefault(k) ?? [], details[k]))], [.. details.Values.SelectMany(d => d.Fallen)]);
    }

    private async Task WriteAsync(long view, Outcome outcome, CancellationToken cancellation)
    {
        await Tables.Facts.InsertAsync(connection, [.. outcome.Changes.Select(c => c.After)], -view, cancellation);
        await WriteEffectsAsync(view, outcome.Changes, cancellation);
        await WriteExpulsionsAsync(view, outcome.Changes, cancellation);
        await WriteIdsAsync("lens.claim_out", view, outcome.Fallen, cancellation);
    }

    private static IEnumerable<Change> Changes(IReadOnlyList<FactRow> stored, FactDetails details)
    {
        var before = stored.ToDictionary(r => r.Slot);
        foreach (var (slot, fact) in details.BySlot)
        {
            var row = before.GetValueOrDefault(slot);
            var value = fact.Accepted?.Value;
            var since = value is null ? (long?)null : row is not null && FactRows.SameValue(row.Value, value) ? row.ValueSince : fact.Accepted!.SupportedBy.Min(e => e.RecordedAt);
            var after = FactRows.Of(stored.Count > 0 ? stored[0].Subject : details.Claims.Values.First().Subject, slot, fact, since);
            if (after != row) yield return new(row, after);
        }

        foreach (var row in stored.Where(r => !details.BySlot.ContainsKey(r.Slot))) yield return new(row, FactRows.Unknown(row));
    }

    /// <summary>The expulsions' rows with the values that changed.</summary>
    private async Task WriteExpulsionsAsync(long view, List<Change> changes, CancellationToken cancellation)
    {
        var bySubject = changes
            .Where(c => !Equals(c.Before?.Value, c.After.Value) && PropertyRegistry.Get(c.After.Property) is { Subject: EntityKind.Expulsion, Cardinality: Cardinality.One })
            .GroupBy(c => c.After.Subject).ToDictionary(g => g.Key, g => g.ToList());
        if (bySubject.Count == 0) return;
        // A fact of one expulsion may be in an earlier batch: its row is then the view's own, and is taken further.
        await using var take = new NpgsqlCommand(
            $"""
            with own as (delete from model.expulsion x where x.since = -$1 and x.id = any($2) returning x.*)
            select {RowReaders.ExpulsionColumns("x")} from (
                select o.* from own o
                union all
                select t.* from model.expulsion t where t.id = any($2) and t.since <= $3 and t.until > $3 and not exists (select from own o where o.id = t.id)
            ) x
            """, connection);
        foreach (var value in new object[] { view, bySubject.Keys.ToArray(), at }) take.Parameters.Add(new() { Value = value });
        var rows = new List<ExpulsionRow>();
        await using (var reader = await take.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation)) rows.Add(RowReaders.Expulsion(reader));
        }

        var changed = rows.Select(row => bySubject[row.Id].Aggregate(row, (r, c) => r.With(PropertyRegistry.Get(c.After.Property), c.After.Value))).ToList();
        await Tables.Expulsions.InsertAsync(connection, changed, -view, cancellation);
    }

    private async Task<long> RegisterAsync(HashSet<Guid> leftOut, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("insert into lens.view (at, valid, without, left_out) values ($1, $2, $3, $4) returning id", connection);
        foreach (var value in new object[] { at, request.ValidAt?.Text ?? "", request.Without, leftOut.ToArray() }) command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task WriteEffectsAsync(long view, List<Change> changes, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "insert into lens.fact_effect (view, effect, subject, property, slot) select $1, u.* from unnest($2::smallint[], $3::uuid[], $4::smallint[], $5::text[]) u", connection);
        foreach (var value in new object[]
            {
                view, changes.Select(c => (short)c.Effect).ToArray(), changes.Select(c => c.After.Subject).ToArray(),
                changes.Select(c => c.After.Property).ToArray(), changes.Select(c => c.After.Slot).ToArray(),
            }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task WriteIdsAsync(string table, long view, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return;
        await using var command = new NpgsqlCommand($"insert into {table} (view, id) select $1, unnest($2::uuid[]) on conflict do nothing", connection);
        foreach (var value in new object[] { view, ids.ToArray() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed record Outcome(List<Change> Changes, List<Guid> Fallen);

    /// <param name="Before">Null when nobody spoke of it but what fell in another slot.</param>
    private sealed record Change(FactRow? Before, FactRow After)
    {
        public LensEffect Effect => Before?.Value is not null && After.Value is null ? LensEffect.Fell
            : FactRows.SameValue(Before?.Value, After.Value) ? LensEffect.SupportChanged : LensEffect.ValueChanged;
    }
}
