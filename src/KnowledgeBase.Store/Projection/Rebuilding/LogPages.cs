using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>Reads the log in pages, one ahead of whoever uses them.</summary>
internal sealed class LogPages(NpgsqlDataSource database)
{
    /// <param name="after">Position of the last event that is not wanted.</param>
    /// <param name="to">Position of the last one that is.</param>
    /// <param name="size">Most events in a page.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<RecordedEvent[]> ReadAsync(long after, long to, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = Channel.CreateBounded<RecordedEvent[]>(1);
        var reading = Task.Run(() => ReadAheadAsync(ahead.Writer, after, to, size, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var page in ahead.Reader.ReadAllAsync(cancellation)) yield return page;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAheadAsync(ChannelWriter<RecordedEvent[]> pages, long after, long to, int size, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            for (var position = after; position < to;)
            {
                // A small one first, by which statistics are made.
                var page = await PageAsync(position, to, position == 0 ? Math.Min(size, 1_000) : size, cancellation);
                if (page.Length == 0) break;
                position = page[^1].Position;
                await pages.WriteAsync(page, cancellation);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Whoever reads the pages gets what went wrong.
        pages.Complete(failure);
    }

    private async Task<RecordedEvent[]> PageAsync(long after, long to, int size, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select v.seq_id, v.type, v.data from log.mt_events v where v.seq_id > $1 and v.seq_id <= $2 order by v.seq_id limit $3", connection)
        { CommandTimeout = 0 };
        foreach (var value in new object[] { after, to, size }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<RecordedEvent>(size);
        while (await reader.ReadAsync(cancellation))
        {
            var position = reader.GetInt64(0);
            events.Add(new(EventPayloads.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2), position), position));
        }

        return [.. events];
    }
}
