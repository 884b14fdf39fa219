using System.Security.Cryptography;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>Seals each request in the transaction that records it, under the recorder's lock.</summary>
internal static class Seals
{
    public const string Ddl = """
        create table if not exists log.seal (
            last   bigint   primary key,   -- position of the last event that it seals
            first  bigint   not null,
            salt   bytea,                  -- null since one of its events was erased
            hash   bytea    not null,
            format smallint not null default 1
        );
        alter table log.seal add column if not exists format smallint not null default 1, alter column salt drop not null;

        -- Keys of the events that were sealed together with one that was erased.
        create table if not exists log.event_key (
            position bigint primary key,
            key      bytea  not null
        );

        -- Events whose payload was rewritten.
        create table if not exists log.erased (
            position  bigint primary key,
            mac       bytea  not null,     -- of the payload that was sealed
            erased_by bigint not null      -- position of the (last) subject_erased that names it
        );
        """;

    /// <summary>Seals the events between two positions, both inclusive; they were just written in this transaction.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, long first, long last, CancellationToken cancellation)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select hash from log.seal order by last desc limit 1"),
                new($"{LogChain.Events} where v.seq_id between $1 and $2 order by v.seq_id")
                { Parameters = { new NpgsqlParameter<long> { TypedValue = first }, new NpgsqlParameter<long> { TypedValue = last } } },
            },
        };
        byte[] hash;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            using var chain = new LogChain(await reader.ReadAsync(cancellation) ? reader.GetFieldValue<byte[]>(0) : LogChain.Beginning, salt, LogChain.Format);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) chain.Add(reader);
            hash = chain.Seal();
        }

        await using var insert = new NpgsqlCommand("insert into log.seal (last, first, salt, hash, format) values ($1, $2, $3, $4, $5)", connection);
        foreach (var value in new object[] { last, first, salt, hash, LogChain.Format }) insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
