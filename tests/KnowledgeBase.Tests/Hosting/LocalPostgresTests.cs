using System.Diagnostics;
using KnowledgeBase.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace KnowledgeBase.Tests.Hosting;

public sealed class LocalPostgresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_start_finds_everything_again()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await Start(folder.Path)) await Execute(first, "create table kept as select 42 as answer");
        await using var second = await Start(folder.Path);
        Assert.Equal(42, await Execute(second, "select answer from kept"));
    }

    [Fact]
    public async Task A_second_server_on_one_folder_is_refused_and_told_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using var first = await Start(folder.Path);
        var refused = await Assert.ThrowsAsync<LocalPostgresException>(() => Start(folder.Path));
        Assert.Contains("Another server is using the data folder", refused.Message, StringComparison.Ordinal);
        Assert.Contains("KnowledgeBase:DataDirectory", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Execute(first, "select 1"));
    }

    [Fact]
    public async Task After_the_database_was_killed_the_next_start_recovers_what_was_committed()
    {
        using var folder = new TemporaryFolder();
        var first = await Start(folder.Path);
        await Execute(first, "create table kept as select 42 as answer");
        var postmaster = int.Parse(File.ReadLines(Path.Combine(folder.Path, "cluster", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
        Process.GetProcessById(postmaster).Kill();
        await first.DisposeAsync();
        await using var second = await Start(folder.Path);
        Assert.Equal(42, await Execute(second, "select answer from kept"));
    }

    [Fact]
    public async Task It_promises_that_what_was_acknowledged_is_on_disk()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await Start(folder.Path);
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" }) Assert.Equal("on", await Execute(postgres, $"show {setting}"));
        Assert.Equal("127.0.0.1", await Execute(postgres, "show listen_addresses"));
        Assert.Equal("off", await Execute(postgres, "show jit"));
    }

    [Fact]
    public async Task It_asks_for_the_password()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await Start(folder.Path);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guessed" };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancel));
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_named()
    {
        using var folder = new TemporaryFolder();
        var refused = await Assert.ThrowsAsync<LocalPostgresException>(() =>
            LocalPostgres.StartAsync(new(folder.Path, BinDirectory: folder.Path), NullLogger.Instance, Cancel));
        Assert.Contains("KnowledgeBase:Postgres:BinDirectory", refused.Message, StringComparison.Ordinal);
    }

    private static Task<LocalPostgres> Start(string folder) => LocalPostgres.StartAsync(new(folder), NullLogger.Instance, Cancel);

    private static async Task<object?> Execute(LocalPostgres postgres, string sql)
    {
        // Unpooled, because the server behind a pooled connection is about to go.
        var unpooled = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
