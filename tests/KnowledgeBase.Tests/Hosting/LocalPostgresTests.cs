using System.Diagnostics;
using System.Runtime.Versioning;
using KnowledgeBase.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace KnowledgeBase.Tests.Hosting;

public sealed class LocalPostgresTests(UnpackedPrograms programs) : IClassFixture<UnpackedPrograms>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_start_finds_everything_again()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await StartUnpacked(folder.Path)) await Execute(first, "create table kept as select 42 as answer");
        await using var second = await StartUnpacked(folder.Path);
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
    [UnsupportedOSPlatform("windows")]
    public async Task Its_password_is_for_the_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var folder = new TemporaryFolder();
        await using var postgres = await Start(folder.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "password")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "password.initdb")));
    }

    [Fact]
    public async Task It_brings_the_contributed_modules()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await Start(folder.Path);
        foreach (var module in new[] { "pg_trgm", "unaccent", "pg_stat_statements" }) await Execute(postgres, $"create extension {module}");
        Assert.Equal(true, await Execute(postgres, "select count(*) > 0 from pg_stat_statements"));
    }

    [Fact]
    public async Task Making_a_cluster_that_was_interrupted_is_begun_anew()
    {
        using var folder = new TemporaryFolder();
        var unfinished = Directory.CreateDirectory(Path.Combine(folder.Path, "cluster.unfinished")).FullName;
        // initdb writes it first.
        await File.WriteAllTextAsync(Path.Combine(unfinished, "PG_VERSION"), "18\n", Cancel);
        await using var postgres = await Start(folder.Path);
        Assert.Equal(1, await Execute(postgres, "select 1"));
        Assert.False(Directory.Exists(unfinished));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(1500)]
    public async Task A_start_that_is_cancelled_leaves_nothing_running(int milliseconds)
    {
        using var folder = new TemporaryFolder();
        using var patience = new CancellationTokenSource(milliseconds);
        try
        {
            await using var sooner = await LocalPostgres.StartAsync(Options(folder.Path), NullLogger.Instance, patience.Token);
        }
        catch (OperationCanceledException)
        {
        }

        Assert.False(File.Exists(Path.Combine(folder.Path, "cluster", "postmaster.pid")), "PostgreSQL is still running.");
        await using var postgres = await Start(folder.Path);
        Assert.Equal(1, await Execute(postgres, "select 1"));
    }

    [Fact]
    public async Task A_program_that_has_the_process_id_of_a_crashed_postgresql_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sleep.");
        using var folder = new TemporaryFolder();
        await (await Start(folder.Path)).DisposeAsync();
        using var innocent = SleepAsTheOwnerOf(Path.Combine(folder.Path, "cluster"));
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, "cluster", "postmaster.pid"), $"{innocent.Id}\n{folder.Path}/cluster\n1600000000\n5432\n\n127.0.0.1\n\nready\n", Cancel);
            await using var postgres = await Start(folder.Path);
            Assert.Equal(1, await Execute(postgres, "select 1"));
            Assert.False(innocent.HasExited, "It was signalled.");
        }
        finally
        {
            innocent.Kill();
        }
    }

    [Fact]
    public async Task An_installed_postgresql_is_run_instead_when_its_folder_is_given()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await Start(folder.Path);
        Assert.Equal(1, await Execute(postgres, "select 1"));
        Assert.Empty(Directory.GetDirectories(folder.Path, "postgresql-*"));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_called_that()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        var refused = await Assert.ThrowsAsync<LocalPostgresException>(() => Start(file));
        Assert.StartsWith($"The data folder {file} cannot be made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_named()
    {
        using var folder = new TemporaryFolder();
        var refused = await Assert.ThrowsAsync<LocalPostgresException>(() =>
            LocalPostgres.StartAsync(new(folder.Path, BinDirectory: folder.Path), NullLogger.Instance, Cancel));
        Assert.Contains("KnowledgeBase:Postgres:BinDirectory", refused.Message, StringComparison.Ordinal);
    }

    private static Process SleepAsTheOwnerOf(string path)
    {
        if (!Environment.IsPrivilegedProcess) return Process.Start("sleep", "300");
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u", path]) { RedirectStandardOutput = true })!;
        return Process.Start("setpriv", [$"--reuid={stat.StandardOutput.ReadToEnd().Trim()}", "--clear-groups", "sleep", "300"]);
    }

    /// <summary>With the programs that npm brought.</summary>
    private static Task<LocalPostgres> StartUnpacked(string folder) => LocalPostgres.StartAsync(new(folder), NullLogger.Instance, Cancel);

    private Task<LocalPostgres> Start(string folder) => LocalPostgres.StartAsync(Options(folder), NullLogger.Instance, Cancel);

    private LocalPostgresOptions Options(string folder) => new(folder, programs.BinDirectory);

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
