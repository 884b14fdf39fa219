using System.Diagnostics;
using System.Text.Json;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Import;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Commands;

/// <summary>The binary's commands, as an operator uses them: processes of their own, with the embedded PostgreSQL.</summary>
public sealed class CommandLineTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_base_is_filled_looked_at_exported_restored_and_verified_without_a_server()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = ($"--KnowledgeBase:DataDirectory={Path.Combine(folder.Path, "first")}", $"--KnowledgeBase:DataDirectory={Path.Combine(folder.Path, "second")}");
        var lines = await WriteAsync(folder, "lines.jsonl.gz", Files.Gzip(Files.Text(Files.Chain("cli", 40))));
        var bad = await WriteAsync(folder, "bad.jsonl", """
            {"record":"source","key":"good","kind":"BOOK","title":"A book"}
            {"record":"source","key":"worse","kind":"BOOK","title":" "}
            """u8.ToArray());

        var dry = await RunAsync("import", "--dry-run", lines, first);
        Assert.Equal((0, "Checked 124 records: all of them can be recorded. Nothing was recorded.\n"), (dry.Status, dry.Output));
        var made = await RunAsync("import", lines, first);
        Assert.Equal(0, made.Status);
        Assert.StartsWith("Recorded 124 records as 124 events: import ", made.Output, StringComparison.Ordinal);
        Assert.StartsWith("All 124 records were recorded before", (await RunAsync("import", lines, first)).Output, StringComparison.Ordinal);

        var refused = await RunAsync("import", bad, first);
        Assert.Equal((1, "Refused, 1 errors. Nothing was recorded.\n"), (refused.Status, refused.Output));
        Assert.Contains("bad.jsonl:2: title: A text is needed here. (EMPTY)", refused.Errors, StringComparison.Ordinal);
        var errors = Path.Combine(folder.Path, "errors.jsonl");
        Assert.Equal(3, (await RunAsync("import", bad, "--on-error", "skip", "--errors", errors, first)).Status);
        Assert.Equal("EMPTY", JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(errors, Cancel))).GetProperty("code").GetString());

        var archive = Path.Combine(folder.Path, "all.log.jsonl.zst");
        Assert.Equal(0, (await RunAsync("export", "--output", archive, first)).Status);
        var restored = await RunAsync("import", "--format", "log", archive, second);
        Assert.Equal((0, "Restored 125 events.\n"), (restored.Status, restored.Output));
        Assert.Equal("Restored 0 events; 125 were there before.\n", (await RunAsync("import", "--format", "log", archive, second)).Output);
        var (a, b) = (await RunAsync("verify", first), await RunAsync("verify", second));
        Assert.Equal(0, a.Status);
        Assert.StartsWith("The log holds to position 125. Head: ", a.Output, StringComparison.Ordinal);
        Assert.Contains("\nThe read model is what the log gives to position 125: ", a.Output, StringComparison.Ordinal);
        Assert.Equal(a.Output, b.Output);

        var id = made.Output.Split(' ', '.')[^2];
        var undone = await RunAsync("import", "undo", id, "--reason", "The wrong file.", second);
        Assert.Equal(0, undone.Status);
        Assert.StartsWith("Undone by ", undone.Output, StringComparison.Ordinal);
        Assert.Contains($"{id}\tUndone\tjsonl\t124\t0\t124\t", (await RunAsync("import", "list", second)).Output, StringComparison.Ordinal);
        var status = await RunAsync("status", second);
        var recorded = status.Output.Split('\n')[0].Split('\t')[1];
        Assert.Contains($"read model\t{recorded}\n", status.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "second", "cluster", "postmaster.pid")), "PostgreSQL is still running.");
    }

    [Fact]
    public async Task Commands_work_beside_a_server_which_shows_what_they_record()
    {
        using var folder = new TemporaryFolder();
        var data = $"--KnowledgeBase:DataDirectory={folder.Path}/data";
        var lines = await WriteAsync(folder, "lines.jsonl", System.Text.Encoding.UTF8.GetBytes(Files.Text(Files.Chain("beside", 40))));
        await using var server = ServerProcess.Start([data, "--KnowledgeBase:Seeds=false"]);
        var address = await server.ReadyAsync(Cancel);
        var imported = await RunAsync("import", lines, data);
        Assert.Equal((0, ""), (imported.Status, string.Concat(imported.Errors.Split('\n').Where(l => l.Contains("warn", StringComparison.Ordinal) || l.Contains("fail", StringComparison.Ordinal)))));
        Assert.Equal(0, (await RunAsync("rebuild", data)).Status);
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.GetAsync("/graphql?query=%7Bsources(first:1)%7BtotalCount%7D%7D", Cancel);
        Assert.Equal("{\"data\":{\"sources\":{\"totalCount\":40}}}", await response.Content.ReadAsStringAsync(Cancel));
        var facts = await RunAsync("export", "--format", "facts-csv", data);
        Assert.Equal(0, facts.Status);
        Assert.True(facts.Output.Split('\n').Length > 1, facts.Output);
        await server.SignalAsync("INT", Cancel);
        Assert.Equal(0, await server.ExitAsync(Cancel));
    }

    [Fact]
    public async Task A_read_model_that_is_not_what_the_log_gives_is_told_with_its_rows_until_it_is_rebuilt()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var database = $"--ConnectionStrings:KnowledgeBase={server.ConnectionString}";
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await RunAsync("import", await WriteAsync(folder, "lines.jsonl", System.Text.Encoding.UTF8.GetBytes(Files.Text(Files.Chain("spoilt", 10)))), database)).Status);
        await using (var connection = NpgsqlDataSource.Create(server.ConnectionString))
        {
            await using var spoil = connection.CreateCommand("update model.source set title = 'Anna Secret'; delete from model.citation where ctid = (select min(ctid) from model.citation)");
            await spoil.ExecuteNonQueryAsync(Cancel);
        }

        var spoilt = await RunAsync("verify", database);
        Assert.Equal(1, spoilt.Status);
        Assert.StartsWith("The log holds to position 31. Head: ", spoilt.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("read model", spoilt.Output, StringComparison.Ordinal);
        Assert.Contains("model.source: 10 rows are not what the log gives.\n  id ", spoilt.Errors, StringComparison.Ordinal);
        Assert.Contains(": differs in title\n  …\n", spoilt.Errors, StringComparison.Ordinal);
        Assert.Matches("model.citation: 1 rows are not what the log gives.\n  citing [-0-9a-f]{36}, cited [-0-9a-f]{36}, since [0-9]+: is missing\n", spoilt.Errors);
        Assert.DoesNotContain("Secret", spoilt.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("verify", "--log-only", database)).Status);
        Assert.Equal(0, (await RunAsync("rebuild", database)).Status);
        var whole = await RunAsync("verify", database);
        Assert.Equal(0, whole.Status);
        Assert.Contains("The read model is what the log gives to position 31: ", whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_printed_without_a_database() =>
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Contracts.Contract.Folder, "knowledgebase.graphql"), Cancel), (await RunAsync("schema")).Output);

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("import --on-error sometimes x", "sometimes")]
    [InlineData("import", "Which files?")]
    [InlineData("import undo not-an-id", "not-an-id")]
    [InlineData("export --known-at yesterday", "“yesterday” is no instant.")]
    [InlineData("status of-what", "of-what")]
    public async Task What_is_not_understood_ends_with_2_and_says_what(string arguments, string message)
    {
        var answer = await RunAsync(arguments.Split(' '));
        Assert.Equal(2, answer.Status);
        Assert.Contains(message, answer.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder.Path, name);
        await File.WriteAllBytesAsync(path, bytes, Cancel);
        return path;
    }

    private static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerApp).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output, await errors);
    }
}
