using Npgsql;

namespace KnowledgeBase.Store.Imports;

public enum ImportState
{
    /// <summary>Being recorded, or killed while it was: the same files go on where it stopped.</summary>
    Recording,
    /// <summary>All of it was recorded, but for the records that were refused and skipped.</summary>
    Done,
    /// <summary>Taken back; the same files are recorded anew.</summary>
    Undone,
}

/// <summary>One import, and how far it has got.</summary>
/// <param name="Id">Follows from the content of its files.</param>
/// <param name="Records">Of its files, recorded or refused so far.</param>
/// <param name="Refused">Records that were refused and skipped.</param>
/// <param name="Events">Recorded so far.</param>
public sealed record ImportEntry(
    Guid Id, string Format, string Actor, ImportState State, long Records, long Refused, long Events, DateTimeOffset BegunAt, DateTimeOffset ChangedAt);

/// <summary>
/// The imports of the base. How far one has got is written in the transaction that records its records, so that it goes on after a
/// kill without a loss or a double. Names of files are not kept: they may name people, whom erasures would have to find here.
/// </summary>
public sealed class ImportRegister(NpgsqlDataSource database)
{
    public const string Ddl = """
        create table if not exists log.import (
            id         uuid primary key,
            format     text not null,
            actor      text not null,
            state      text not null,
            records    bigint not null default 0,
            refused    bigint not null default 0,
            events     bigint not null default 0,
            begun_at   timestamptz not null default clock_timestamp(),
            changed_at timestamptz not null default clock_timestamp()
        )
        """;

    private const string Columns = "id, format, actor, state, records, refused, events, begun_at, changed_at";

    private const string BeginSql = $"""
        insert into log.import as i (id, format, actor, state) values ($1, $2, $3, 'Recording')
        on conflict (id) do update set state = 'Recording', changed_at = clock_timestamp(),
            records = case i.state when 'Recording' then i.records else 0 end,
            refused = case i.state when 'Recording' then i.refused else 0 end,
            events = case i.state when 'Recording' then i.events else 0 end
        returning {Columns}
        """;

    /// <summary>Null when there is no such import.</summary>
    public async Task<ImportEntry?> FindAsync(Guid id, CancellationToken cancellation) =>
        (await ReadAsync($"select {Columns} from log.import where id = $1", cancellation, id)).FirstOrDefault();

    /// <summary>The last ones first.</summary>
    public Task<List<ImportEntry>> ListAsync(int most, CancellationToken cancellation) =>
        ReadAsync($"select {Columns} from log.import order by begun_at desc, id limit $1", cancellation, most);

    /// <summary>Begins it, or goes on with one that was killed.</summary>
    public async Task<ImportEntry> BeginAsync(Guid id, string format, string actor, CancellationToken cancellation) =>
        (await ReadAsync(BeginSql, cancellation, id, format, actor)).Single();

    public async Task SetAsync(Guid id, ImportState state, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("update log.import set state = $2, changed_at = clock_timestamp() where id = $1");
        foreach (var value in new object[] { id, state.ToString() }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Nothing of it was recorded.</summary>
    public async Task ForgetAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("delete from log.import where id = $1 and records = 0");
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Holds the import for this process until it is disposed; null when another one holds it. The lock is the connection's: it ends with
    /// a kill.
    /// </summary>
    public async Task<IAsyncDisposable?> HoldAsync(Guid id, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = $"knowledgebase.import {id:D}" } } };
            if ((bool)(await command.ExecuteScalarAsync(cancellation))!) return new Held(connection, id);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>In the transaction that records the records.</summary>
    internal static async Task AdvanceAsync(NpgsqlConnection connection, Guid id, long records, long refused, long events, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update log.import set records = records + $2, refused = refused + $3, events = events + $4, changed_at = clock_timestamp() where id = $1", connection);
        foreach (var value in new object[] { id, records, refused, events }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<ImportEntry>> ReadAsync(string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<ImportEntry>();
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Enum.Parse<ImportState>(reader.GetString(3)),
                reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8)));
        }

        return entries;
    }

    private sealed class Held(NpgsqlConnection connection, Guid id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                // The pool would keep the lock with the connection.
                await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = $"knowledgebase.import {id:D}" } } };
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}
