using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Access;

/// <summary>The keys that machines sign in with: a table of their own, beside the log and no part of it. It knows their hashes only.</summary>
public sealed class ApiKeys(NpgsqlDataSource database)
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 100;

    private const string Ddl = """
        select pg_advisory_xact_lock(hashtext('knowledgebase.access'));
        create schema if not exists access;
        create table if not exists access.api_key (
            id         text        primary key,       -- the visible beginning of the key
            name       text        not null,
            role       text        not null,
            hash       bytea       not null check (length(hash) = 32),  -- SHA-256 of the whole key
            created_at timestamptz not null default now(),
            expires_at timestamptz,
            revoked_at timestamptz
        );
        create unique index if not exists api_key_name on access.api_key (name) where revoked_at is null;
        """;

    private const string Columns = "id, name, role, created_at, expires_at, revoked_at";

    /// <summary>Makes the table, unless it is there.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Ddl);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>The key, which cannot be shown again; null when a key of this name is there that was not revoked.</returns>
    public async Task<string?> CreateAsync(string name, string role, DateTimeOffset? expiresAt, CancellationToken cancellation)
    {
        var secret = ApiKeySecret.Create();
        await using var command = database.CreateCommand(
            "insert into access.api_key (id, name, role, hash, expires_at) values ($1, $2, $3, $4, $5) on conflict (name) where revoked_at is null do nothing");
        foreach (var value in (object[])[ApiKeySecret.IdOf(secret)!, name, role, ApiKeySecret.HashOf(secret)]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)expiresAt?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await command.ExecuteNonQueryAsync(cancellation) == 1 ? secret : null;
    }

    /// <summary>All of them, also revoked ones, the oldest first.</summary>
    public async IAsyncEnumerable<ApiKey> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select {Columns} from access.api_key order by created_at, id");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return Read(reader);
    }

    /// <param name="nameOrId">The name of a key, or its id.</param>
    /// <returns>The one that was revoked; null when no key of this name or id is good for anything.</returns>
    public async Task<ApiKey?> RevokeAsync(string nameOrId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"update access.api_key set revoked_at = now() where (id = $1 or name = $1) and revoked_at is null returning {Columns}");
        command.Parameters.Add(new() { Value = nameOrId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>Whose key it is; null when it is none of ours. It may have expired or been revoked.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellation)
    {
        if (ApiKeySecret.IdOf(secret) is not { } id) return null;
        await using var command = database.CreateCommand($"select {Columns}, hash from access.api_key where id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(6), ApiKeySecret.HashOf(secret)) ? Read(reader) : null;
    }

    private static ApiKey Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), At(reader, 4), At(reader, 5));

    private static DateTimeOffset? At(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
