using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

/// <summary>A process that imports is killed at moments of its work; PostgreSQL lives on. Whoever starts it again until it ends has all of the file, once.</summary>
public sealed class KilledImportTests(PostgresServer postgres)
{
    private const int Claims = 6_500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_and_started_again_all_of_it_is_there_once()
    {
        using var folder = new TemporaryFolder();
        await using var database = await postgres.CreateDatabaseAsync();
        var lines = Files.Chain("killed", Claims);
        var path = Path.Combine(folder.Path, "lines.jsonl");
        await File.WriteAllTextAsync(path, Files.Text(lines), Cancel);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"Moments of {seed}.");

        // While it reads and checks; after a batch; between others; when hardly anything, or nothing, is left to record.
        var killed = 0;
        foreach (var (after, most) in new[] { (0L, 2_500), (5_000L, 400), (10_000L, 400), (lines.Count - 1L, 50) })
        {
            using var process = ImportProcess.Start(database.ConnectionString, "import", path);
            while (!process.HasEnded && await RecordedAsync(database) < after) await Task.Delay(5, Cancel);
            await Task.Delay(random.Next(most), Cancel);
            if (process.HasEnded) continue;
            await process.KillAsync();
            killed++;
        }

        using var last = ImportProcess.Start(database.ConnectionString, "import", path);
        var (status, output, errors) = await last.EndAsync(Cancel);
        Assert.True(status == 0, $"Moments of {seed}: {output}{errors}");
        Assert.True(killed >= 3, $"Moments of {seed}: only {killed} were killed.");
        Assert.Matches("^(Went on after|All )", output);

        Assert.Equal((long)lines.Count, await Scalar(database, "select count(*) from log.mt_events where headers ->> 'import' is not null"));
        Assert.Equal((long)lines.Count, await Scalar(database, "select count(*) from log.mt_events"));
        Assert.Equal("Done", await Scalar(database, "select state from log.import"));
        Assert.Equal((long)lines.Count, await Scalar(database, "select events from log.import"));
        Assert.Equal(0L, await Scalar(database, "select count(*) from (select version - row_number() over (partition by stream_id order by version) as gap from log.mt_events) v where gap <> 0"));
        Assert.Equal(0L, await Scalar(database, "select count(*) from log.mt_streams s where s.version <> (select max(version) from log.mt_events e where e.stream_id = s.id)"));

        using var verifier = ImportProcess.Start(database.ConnectionString, "verify");
        var verified = await verifier.EndAsync(Cancel);
        Assert.True(verified.Status == 0, verified.Errors);

        Assert.Equal((long)Claims, await Scalar(database, $"select count(*) from model.claim where until = {long.MaxValue}"));
        Assert.Equal((long)Claims - 1, await Scalar(database, $"select count(*) from model.citation where until = {long.MaxValue}"));
        var model = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(model, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    /// <summary>Records of the import that count as done.</summary>
    private static async Task<long> RecordedAsync(TestDatabase database)
    {
        try
        {
            return (long)(await Scalar(database, "select coalesce(max(records), 0) from log.import"))!;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            // The process has not made it yet.
            return 0;
        }
    }

    private static async Task<object?> Scalar(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
