using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Seeds;

/// <summary>Seeds are an import like any other, and a start with wrong ones is no start.</summary>
public sealed class SeedLoadingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_seed_ends_the_server_with_the_line_and_nothing_is_recorded()
    {
        using var seeds = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(seeds.Path, "1.jsonl"), """{"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}""", Cancel);
        await File.WriteAllTextAsync(Path.Combine(seeds.Path, "2.jsonl"), "\n{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"XX\",\"label\":\"Nowhere\"}", Cancel);
        await using var database = await postgres.CreateDatabaseAsync();
        await using var server = ServerProcess.Start([$"--ConnectionStrings:KnowledgeBase={database.ConnectionString}", $"--KnowledgeBase:SeedsDirectory={seeds.Path}"]);
        Assert.Equal(1, await server.ExitAsync(Cancel));
        Assert.Contains("2.jsonl:2: key: Not an ISO 3166-1 alpha-2 code", server.Output, StringComparison.Ordinal);
        Assert.Equal(0, await Events(database));
    }

    [Fact]
    public async Task A_folder_without_seeds_is_named()
    {
        using var empty = new TemporaryFolder();
        await using var database = await postgres.CreateDatabaseAsync();
        await using var app = await ServerApp.BuildAsync(
            ["--urls", "http://127.0.0.1:0", $"--ConnectionStrings:KnowledgeBase={database.ConnectionString}", $"--KnowledgeBase:SeedsDirectory={empty.Path}"], Cancel);
        var failure = await Assert.ThrowsAsync<SeedException>(() => app.StartAsync(Cancel));
        Assert.Contains(empty.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seeds_imported_once_more_by_somebody_record_nothing()
    {
        await using var server = new SeededServer(postgres);
        await server.InitializeAsync();
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds"), "*.jsonl").Order(StringComparer.Ordinal).Select(ImportFile.At);
        var report = await server.Services.GetRequiredService<Importer>().ImportAsync(files, new("somebody"), Cancel);
        Assert.Equal((ImportOutcome.AlreadyRecorded, 0), (report.Outcome, report.ErrorCount));
    }

    private static async Task<long> Events(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select count(*) from log.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
