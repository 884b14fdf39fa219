using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>
/// Puts a rebuilt read model in the place of the one in use: two schemas are renamed in one short transaction. PostgreSQL looks up
/// names anew in every session, prepared statements included, once a schema was renamed; whoever is reading at that moment reads on
/// in the old tables, which are dropped when nobody does any more.
/// </summary>
internal static class ModelSwap
{
    /// <summary>The schema of the read model that was in use before.</summary>
    public const string Old = "model_old";

    /// <summary>Has no rows: it is there to be locked.</summary>
    // A table, and not an advisory lock: a function would answer, and Marten reads no answers of what is queued.
    public const string Ddl = "create table if not exists log.model_in_use ()";

    /// <summary>Asked for by whoever writes to the read model in use, before he names its tables: until he commits, it stays in use.</summary>
    public const string ShareSql = "lock table log.model_in_use in row exclusive mode";

    /// <summary>Asked for by whoever puts another one in its place.</summary>
    public const string ExcludeSql = "lock table log.model_in_use in share row exclusive mode";

    // Views that are in use at this moment go on being read; nobody finds them again, since what they were made from is gone.
    private const string KeepViewsSql = $"""
        insert into {NextModel.Schema}.fact select * from model.fact where since < 0;
        insert into {NextModel.Schema}.expulsion select * from model.expulsion where since < 0;
        update lens.view set at = -id, used = now() where at >= 0
        """;

    /// <summary>In a transaction that holds the lock, and in which the new read model shows what the one in use does.</summary>
    /// <param name="connection">In its transaction.</param>
    /// <param name="isInUse">Whether there is one in use.</param>
    /// <param name="isAlike">Whether its tables and rows mean the same, so that what lenses keep means the same too.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(NpgsqlConnection connection, bool isInUse, bool isAlike, CancellationToken cancellation)
    {
        if (isAlike)
        {
            // Nobody makes a view meanwhile; whoever does holds a lock on the table from before his first read.
            await connection.ExecuteAsync("lock table lens.view in exclusive mode", cancellation);
            await connection.ExecuteAsync(KeepViewsSql, cancellation);
        }
        else
        {
            await connection.ExecuteAsync($"drop schema if exists lens cascade; {ReadModelSchema.Lenses}", cancellation);
        }

        if (isInUse) await connection.ExecuteAsync($"alter schema {ReadModelSchema.InUse} rename to {Old}", cancellation);
        await connection.ExecuteAsync($"alter schema {NextModel.Schema} rename to {ReadModelSchema.InUse}", cancellation);
    }
}
