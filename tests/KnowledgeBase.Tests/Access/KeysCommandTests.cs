using System.Diagnostics;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Hosting;

namespace KnowledgeBase.Tests.Access;

/// <summary>API keys from the command line, as an operator uses it.</summary>
public sealed class KeysCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_while_the_server_runs_and_while_it_does_not()
    {
        using var folder = new TemporaryFolder();
        string[] data = [$"--KnowledgeBase:DataDirectory={folder.Path}"];
        string key;
        await using (var server = ServerProcess.Start([.. data, "--KnowledgeBase:Seeds=false"]))
        {
            var address = await server.ReadyAsync(Cancel);
            var made = await RunAsync(["keys", "create", "--name", "importer", "--role=contributor", "--days", "90", .. data]);
            Assert.Equal(0, made.Status);
            Assert.Contains("The key of importer (contributor, until ", made.Errors, StringComparison.Ordinal);
            key = made.Output.Trim();
            Assert.Equal("key:importer", await WhoAsync(address, key));

            var again = await RunAsync(["keys", "create", "--name", "importer", "--role", "curator", .. data]);
            Assert.Equal((1, ""), (again.Status, again.Output));
            Assert.StartsWith("There is a key named importer already.", again.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(key, server.Output, StringComparison.Ordinal);
            await server.SignalAsync("INT", Cancel);
            Assert.Equal(0, await server.ExitAsync(Cancel));
        }

        var listed = await RunAsync(["keys", "list", .. data]);
        Assert.Equal(0, listed.Status);
        Assert.Contains($"{key[..11]}\timporter\tcontributor\t", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(["keys", "revoke", "importer", .. data])).Status);
        var gone = await RunAsync(["keys", "revoke", key[..11], .. data]);
        Assert.Equal(1, gone.Status);
        Assert.StartsWith($"There is no key {key[..11]} that could be revoked.", gone.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "cluster", "postmaster.pid")), "PostgreSQL is still running.");
    }

    [Theory]
    [InlineData("keys", "what about them?")]
    [InlineData("keys make", "keys make: there is no such command.")]
    [InlineData("keys create --role curator", "Which key? Give its name.")]
    [InlineData("keys create --name x", "Which role? --role is one of reader, contributor, curator, administrator.")]
    [InlineData("keys create --name x --role root", "root is no role: reader, contributor, curator, administrator.")]
    [InlineData("keys create --name x --role curator --days 0", "--days is a whole number, 1 to 3650.")]
    [InlineData("keys create --name kb_x --role curator", "A name has at most")]
    [InlineData("keys create --name x --role curator --colour red", "--colour: there is no such option here.")]
    [InlineData("keys create --name x --name y --role curator", "--name is given twice.")]
    [InlineData("keys create --role", "--role needs a value.")]
    [InlineData("keys list all", "all: what is that?")]
    [InlineData("keys revoke", "Which key? Give its name.")]
    public async Task What_is_not_understood_ends_with_2_and_says_what_and_how(string arguments, string message)
    {
        var (status, output, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (status, output));
        Assert.Contains(message, errors.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("keys create --name NAME --role ROLE", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_it_ends_with_1_and_says_why()
    {
        var (status, _, errors) = await RunAsync(["keys", "list", "--ConnectionStrings:KnowledgeBase=Host=127.0.0.1;Port=9;Username=nobody"]);
        Assert.Equal(1, status);
        Assert.StartsWith("ConnectionStrings:KnowledgeBase: PostgreSQL at 127.0.0.1:9 cannot be used", errors, StringComparison.Ordinal);
    }

    private static async Task<string?> WhoAsync(Uri playground, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var answer = await http.GetStringAsync(new Uri(playground, "/graphql?query={viewer{name}}"), Cancel);
        return (string?)System.Text.Json.Nodes.JsonNode.Parse(answer)!["data"]!["viewer"]!["name"];
    }

    private static async Task<(int Status, string Output, string Errors)> RunAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(ServerApp).Assembly.Location, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        return (process.ExitCode, await output, await errors);
    }
}
