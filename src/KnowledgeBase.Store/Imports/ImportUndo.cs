using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Imports;

/// <param name="Events">That take it back.</param>
/// <param name="Kept">What cannot be taken back, by kind: a registration says only that a thing is called something.</param>
/// <param name="Refused">What others recorded since stands in the way of.</param>
public sealed record UndoReport(ImportEntry Import, long Events, IReadOnlyDictionary<string, long> Kept, IReadOnlyList<RecordRefusal> Refused);

/// <summary>
/// Takes an import back as a whole, in the log: claims are withdrawn, citations removed, judgements set back to what they were. Killed, or done
/// twice, it goes on or changes nothing, since it looks at what stands.
/// </summary>
public sealed class ImportUndo(NpgsqlDataSource database, ImportRegister register, BatchRecorder recorder)
{
    private const int PageEvents = 2_000;

    private const string PageSql = """
        select seq_id, stream_id from log.mt_events
        where headers ->> 'import' = $1 and seq_id < $2 order by seq_id desc limit $3
        """;

    private const string StreamsSql = """
        select stream_id, type, data, coalesce(headers ->> 'import' = $2, false), seq_id from log.mt_events where stream_id = any($1) order by seq_id
        """;

    /// <summary>Null when there is no such import, or it is being recorded at this moment.</summary>
    /// <exception cref="ProjectionLagException">It is recorded, but the read model stands still.</exception>
    public async Task<UndoReport?> UndoAsync(Guid import, string actor, string? reason, IProgress<long>? progress, CancellationToken cancellation)
    {
        await using var held = await register.HoldAsync(import, cancellation);
        if (held is null || await register.FindAsync(import, cancellation) is not { } entry) return null;
        var why = reason ?? string.Create(CultureInfo.InvariantCulture, $"The import {import:D} was undone.");
        var (kept, refused, events, looked, shown, position) = (new SortedDictionary<string, long>(StringComparer.Ordinal), new List<RecordRefusal>(), 0L, 0L, 0L, 0L);
        for (var before = long.MaxValue; await PageAsync(import, before, cancellation) is { Streams.Length: > 0 } page; before = page.First)
        {
            await recorder.WaitAsync(shown, cancellation);
            var keptHere = new List<string>();
            var records = await CompensateAsync(import, page, why, keptHere.Add, cancellation);
            foreach (var kind in keptHere) kept[kind] = kept.GetValueOrDefault(kind) + 1;
            var result = await recorder.RecordAsync(new(actor, CausedBy: import.ToString("D")), records, cancellation);
            refused.AddRange(result.Refusals);
            events += result.Events;
            if (result.Position > 0) (shown, position) = (position, result.Position);
            progress?.Report(looked += page.Events);
        }

        await recorder.WaitAsync(position, cancellation);
        await register.SetAsync(import, ImportState.Undone, cancellation);
        return new(entry, events, kept, refused);
    }

    private async Task<(long First, int Events, Guid[] Streams)> PageAsync(Guid import, long before, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(PageSql);
        foreach (var value in new object[] { import.ToString("D"), before, PageEvents }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (first, events, streams) = (0L, 0, new HashSet<Guid>());
        for (; await reader.ReadAsync(cancellation); events++)
        {
            first = reader.GetInt64(0);
            streams.Add(reader.GetGuid(1));
        }

        return (first, events, [.. streams]);
    }

    private async Task<List<IReadOnlyList<object>>> CompensateAsync(Guid import, (long First, int Events, Guid[] Streams) page, string reason, Action<string> keep, CancellationToken cancellation)
    {
        var states = page.Streams.ToDictionary(s => s, _ => (Now: (object?)null, Without: (object?)null));
        // A thing may come up in several pages; what is kept of it is told once, in the last of them.
        var earlier = new HashSet<Guid>();
        await using var command = database.CreateCommand(StreamsSql);
        foreach (var value in new object[] { page.Streams, import.ToString("D") }) command.Parameters.Add(new() { Value = value });
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var (now, without) = states[reader.GetGuid(0)];
                var e = EventPayloads.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(4));
                if (reader.GetBoolean(3) && reader.GetInt64(4) < page.First) earlier.Add(reader.GetGuid(0));
                states[reader.GetGuid(0)] = (CommandRouting.Evolve(now, e), reader.GetBoolean(3) ? without : CommandRouting.Evolve(without, e));
            }
        }

        return [.. page.Streams.Select(s => (IReadOnlyList<object>)[.. Compensation.Of(states[s].Now, states[s].Without, reason, earlier.Contains(s) ? _ => { } : keep)]).Where(c => c.Count > 0)];
    }
}
