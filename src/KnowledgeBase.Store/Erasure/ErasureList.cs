using System.Text.Json;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>One erasure as the list keeps it: ids and a reason that names nobody.</summary>
/// <param name="Id">Of the event that tells of it.</param>
/// <param name="Events">Ids of the events that it rewrote. A position may stand for another event in a log that was restored and went on.</param>
internal sealed record ListedErasure(Guid Id, DateTime At, string By, Guid? EntityId, Guid? SourceId, string Reason, IReadOnlyList<Guid> Events);

/// <summary>
/// Remembers erasures in a file of JSON lines outside the database, so that a database that is restored from a backup made before
/// them can be told to erase again. It holds no personal details.
/// </summary>
/// <param name="path">Null to keep none.</param>
public sealed class ErasureList(string? path) : IDisposable
{
    private static readonly string InLogSql = $"""
        select v.id, v.timestamp, v.user_name, v.data ->> 'entityId', v.data ->> 'sourceId', v.data ->> 'reason',
               array(select o.id from jsonb_array_elements(v.data -> 'events') e join log.mt_events o on o.seq_id = (e ->> 'position')::bigint)
        from log.mt_events v where v.type = '{EventNames.All[typeof(SubjectErased)]}' order by v.seq_id
        """;

    private readonly SemaphoreSlim gate = new(1);

    public void Dispose() => gate.Dispose();

    /// <summary>Adds the erasures of the log that the list does not have.</summary>
    public async Task CompleteAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (path is null) return;
        await gate.WaitAsync(cancellation);
        try
        {
            var known = (await ReadAsync(cancellation)).Select(e => e.Id).ToHashSet();
            var missing = (await InLogAsync(database, cancellation)).Where(e => !known.Contains(e.Id)).ToList();
            if (missing.Count == 0 && !File.Exists(path)) return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Opened also when nothing is missing: a list that cannot be written is found out at the start.
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            foreach (var erasure in missing) await file.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(erasure, StoreJson.Options), (byte)'\n'], cancellation);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <exception cref="InvalidDataException">A line is none that this class wrote.</exception>
    internal async Task<IReadOnlyList<ListedErasure>> ReadAsync(CancellationToken cancellation)
    {
        if (path is null || !File.Exists(path)) return [];
        var lines = await File.ReadAllLinesAsync(path, cancellation);
        return [.. lines.Index().Where(l => !string.IsNullOrWhiteSpace(l.Item)).Select(l => Parse(l.Item, l.Index + 1))];
    }

    private ListedErasure Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<ListedErasure>(line, StoreJson.Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{path}, line {number}, is no entry of the list of erasures. Put it right: without it, what was erased may come back.");
        }
    }

    private static async Task<List<ListedErasure>> InLogAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(InLogSql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var erasures = new List<ListedErasure>();
        while (await reader.ReadAsync(cancellation))
        {
            erasures.Add(new(
                reader.GetGuid(0), reader.GetDateTime(1), reader.IsDBNull(2) ? "" : reader.GetString(2), Id(reader, 3), Id(reader, 4), reader.GetString(5),
                reader.GetFieldValue<Guid[]>(6)));
        }

        return erasures;
    }

    private static Guid? Id(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : Guid.Parse(reader.GetString(ordinal));
}
