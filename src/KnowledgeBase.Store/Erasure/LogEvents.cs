using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>An event as it lies in the log.</summary>
internal sealed record LogEvent(long Position, Guid Stream, object Data);

/// <summary>Reads events, in the order of the log, in the transaction of an erasure.</summary>
internal static class LogEvents
{
    /// <param name="condition">On the log (alias <c>v</c>), with the parameters $1, $2, ….</param>
    public static async Task<List<LogEvent>> ReadAsync(NpgsqlConnection connection, string condition, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(
            $"select v.seq_id, v.stream_id, v.type, v.data from log.mt_events v where {condition} order by v.seq_id", connection)
        {
            CommandTimeout = 0,
        };
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<LogEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(new(reader.GetInt64(0), reader.GetGuid(1), EventPayloads.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetInt64(0))));
        return events;
    }
}
