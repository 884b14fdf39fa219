using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Integrity;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>Rewrites payloads in the log so that its chain of hashes still holds, in the transaction of an erasure.</summary>
internal sealed class PayloadRewriter(NpgsqlConnection connection)
{
    private const string PreviousSql = """
        select v.seq_id, v.data::text, s.last, s.salt, s.format, k.key
        from unnest($1::bigint[], $2::text[]) u(position, data)
        join log.mt_events v on v.seq_id = u.position and v.data <> u.data::jsonb
        join lateral (select * from log.seal s where s.last >= v.seq_id order by s.last limit 1) s on true
        left join log.event_key k on k.position = v.seq_id
        where not exists (select from log.erased x where x.position = v.seq_id)
        """;

    private const string RewriteSql = """
        update log.mt_events v set data = u.data::jsonb from unnest($1::bigint[], $2::text[]) u(position, data)
        where v.seq_id = u.position and v.data <> u.data::jsonb
        returning v.seq_id, encode(sha256(convert_to(v.data::text, 'UTF8')), 'hex')
        """;

    private readonly Dictionary<string, string> stands = [];

    /// <summary>Each event once, as deep as anything names it.</summary>
    public static IEnumerable<ScopedEvent> Deepest(IEnumerable<ScopedEvent> scope) => scope.GroupBy(s => s.Event.Position).Select(g => g.MinBy(s => s.Depth)!);

    /// <summary>Erases what the scope names. An event that reads already as it should is left alone.</summary>
    /// <returns>The events that read otherwise now, in the order of the log.</returns>
    public async Task<IReadOnlyList<ErasedEvent>> RewriteAsync(IEnumerable<ScopedEvent> scope, CancellationToken cancellation)
    {
        var redacted = Deepest(scope).Select(s => (Key: s.Event.Position, Json: Redacted(s))).ToList();
        var (positions, payloads) = (redacted.Select(r => r.Key).ToArray(), redacted.Select(r => r.Json).ToArray());
        await KeepMacsAsync(positions, payloads, cancellation);
        await using var rewrite = Command(RewriteSql, positions, payloads);
        await using var reader = await rewrite.ExecuteReaderAsync(cancellation);
        var erased = new List<ErasedEvent>();
        while (await reader.ReadAsync(cancellation)) erased.Add(new(reader.GetInt64(0), reader.GetString(1)));
        return [.. erased.OrderBy(e => e.Position)];
    }

    /// <summary>Whether anything goes from the event.</summary>
    public static bool Alters(ScopedEvent scoped)
    {
        var redacted = Redaction.Of(scoped.Event.Data, scoped.Depth, _ => Redaction.Placeholder);
        return JsonSerializer.Serialize(redacted, redacted.GetType(), StoreJson.Options)
            != JsonSerializer.Serialize(scoped.Event.Data, scoped.Event.Data.GetType(), StoreJson.Options);
    }

    /// <summary>Notes which event tells of the erasure.</summary>
    public async Task ExplainAsync(IReadOnlyList<ErasedEvent> erased, long position, CancellationToken cancellation)
    {
        await using var command = Command("update log.erased set erased_by = $2 where position = any($1)", erased.Select(e => e.Position).ToArray(), position);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private string Redacted(ScopedEvent scoped)
    {
        var redacted = Redaction.Of(scoped.Event.Data, scoped.Depth, Stand);
        return JsonSerializer.Serialize(redacted, redacted.GetType(), StoreJson.Options);
    }

    private string Stand(TextValue value)
    {
        if (value.Text.StartsWith(Redaction.Placeholder, StringComparison.Ordinal)) return value.Text;
        if (!stands.TryGetValue(value.Identity, out var stand))
        {
            // At random: a number would meet that of another erasure, and two values would become one.
            stands[value.Identity] = stand = $"{Redaction.Placeholder} ({RandomNumberGenerator.GetHexString(8, lowercase: true)})";
        }

        return stand;
    }

    /// <summary>
    /// Keeps the HMACs of the payloads that go, and drops what they could be guessed with: the salts of their seals, after the
    /// keys of the events that stay were written down.
    /// </summary>
    private async Task KeepMacsAsync(long[] positions, string[] payloads, CancellationToken cancellation)
    {
        var macs = new List<(long Position, byte[] Mac)>();
        var seals = new Dictionary<long, byte[]>();
        await using (var previous = Command(PreviousSql, positions, payloads))
        {
            await using var reader = await previous.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var (position, salt) = (reader.GetInt64(0), reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3));
                var key = reader.IsDBNull(5) ? LogChain.KeyOf(salt!, position) : reader.GetFieldValue<byte[]>(5);
                macs.Add((position, LogChain.Mac(key, reader.GetString(1))));
                if (salt is not null && reader.GetInt16(4) >= LogChain.Format) seals[reader.GetInt64(2)] = salt;
            }
        }

        await ExecuteAsync(
            "insert into log.erased (position, mac, erased_by) select u.position, u.mac, 0 from unnest($1::bigint[], $2::bytea[]) u(position, mac)",
            cancellation, macs.Select(m => m.Position).ToArray(), macs.Select(m => m.Mac).ToArray());
        foreach (var (last, salt) in seals) await DropSaltAsync(last, salt, cancellation);
        await ExecuteAsync("delete from log.event_key k where k.position = any($1)", cancellation, macs.Select(m => m.Position).ToArray());
    }

    private async Task DropSaltAsync(long last, byte[] salt, CancellationToken cancellation)
    {
        var others = new List<long>();
        await using (var select = Command(
            "select v.seq_id from log.seal s join log.mt_events v on v.seq_id between s.first and s.last left join log.erased x on x.position = v.seq_id where s.last = $1 and x.position is null",
            last))
        {
            await using var reader = await select.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) others.Add(reader.GetInt64(0));
        }

        await ExecuteAsync(
            "insert into log.event_key (position, key) select * from unnest($1::bigint[], $2::bytea[])", cancellation,
            others.ToArray(), others.Select(p => LogChain.KeyOf(salt, p)).ToArray());
        await ExecuteAsync("update log.seal set salt = null where last = $1", cancellation, last);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return command;
    }
}
