using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Store.Snapshots;
using Npgsql;

namespace KnowledgeBase.Store.Recording;

/// <summary>Loads what commands name, in one statement, whatever their number (and one more for each link of the longest chain of merges).</summary>
internal static class RecordedStreams
{
    /// <param name="more">A table like the log's, in which an import that is only checked keeps what its earlier records would add; null for none.</param>
    public static async Task<RecordedState> LoadAsync(
        NpgsqlConnection connection, IEnumerable<object> commands, SnapshotReadings readings, string? more, CancellationToken cancellation)
    {
        var ids = commands.SelectMany(Ids).Distinct().ToArray();
        var state = new RecordedState(readings);
        var sql = "select stream_id, type, data, seq_id from log.mt_events where stream_id = any($1) order by seq_id";
        for (var wanted = ids; wanted.Length > 0; wanted = [.. state.UnknownSurvivors])
        {
            var read = await LoadAsync(connection, sql, wanted, state, cancellation);
            if (more is not null) read += await LoadAsync(connection, sql.Replace("log.mt_events", more, StringComparison.Ordinal), wanted, state, cancellation);
            if (read == 0) break;
        }

        return state;
    }

    private static IEnumerable<Guid> Ids(object command) =>
        CommandRouting.Context(command).Concat(CommandRouting.Checked(command).Select(r => r.Id)).Append(CommandRouting.StreamOf(command));

    private static async Task<int> LoadAsync(NpgsqlConnection connection, string sql, Guid[] ids, RecordedState state, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var read = 0;
        for (; await reader.ReadAsync(cancellation); read++)
        {
            state.Load(reader.GetGuid(0), EventPayloads.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3)));
        }

        return read;
    }
}
