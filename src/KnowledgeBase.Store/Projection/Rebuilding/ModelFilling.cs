using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>Fills a read model that is being made from the log, page by page, on two connections.</summary>
/// <param name="position">Up to which it is filled.</param>
internal sealed class ModelFilling(NpgsqlDataSource database, NpgsqlConnection connection, NextModel model, long position)
{
    /// <summary>Events that are projected at once. The more there are, the more versions begin and end within a page and are written once.</summary>
    public const int PageSize = 20_000;

    private readonly LogPages log = new(database);
    private long analyzed;

    public long Position { get; set; } = position;

    /// <summary>Statements are planned when they are asked: tables that are empty at first are large at last.</summary>
    public static NpgsqlDataSource OpenDatabase(StoreSettings settings, string name)
    {
        var builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { ApplicationName = name, MaxAutoPrepare = 0, CommandTimeout = 0, KeepAlive = 30, Pooling = false };
        builder.Options = $"{builder.Options} -c jit=off -c enable_seqscan=off -c synchronous_commit=off -c maintenance_work_mem=256MB".Trim();
        return NpgsqlDataSource.Create(builder.ConnectionString);
    }

    /// <param name="target">Position of the last event that it is to show.</param>
    /// <param name="tell">Is told each position that it has got to.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FillAsync(long target, Action<long> tell, CancellationToken cancellation)
    {
        await AnalyzeAsync(cancellation);
        tell(Position);
        await using var beside = await database.OpenConnectionAsync(cancellation);
        await beside.ExecuteAsync(model.WritingSql, cancellation);
        await foreach (var page in log.ReadAsync(Position, target, PageSize, cancellation))
        {
            await model.AddAsync(connection, beside, page, cancellation);
            Position = page[^1].Position;
            await AnalyzeAsync(cancellation);
            tell(Position);
        }
    }

    /// <summary>
    /// Whenever there is ten times as much, from few samples: without statistics PostgreSQL takes what stands for one row in two
    /// hundred, and looks for a row among all that stand.
    /// </summary>
    private async Task AnalyzeAsync(CancellationToken cancellation)
    {
        if (Position < 10 * analyzed) return;
        analyzed = Math.Max(Position, 1);
        await connection.ExecuteAsync($"set default_statistics_target = 10; analyze {string.Join(", ", ReadModelSchema.Tables.Select(model.In))}", cancellation);
    }
}
