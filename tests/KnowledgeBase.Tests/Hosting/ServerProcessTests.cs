using System.Diagnostics;
using System.Net;

namespace KnowledgeBase.Tests.Hosting;

public sealed class ServerProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_stops_server_and_database_and_the_next_start_finds_everything_again()
    {
        using var folder = new TemporaryFolder();
        await using (var first = ServerProcess.Start(Folder(folder.Path)))
        {
            Assert.Equal("{\"status\":\"Healthy\"", (await Health(await first.ReadyAsync(Cancel)))[..19]);
            await first.SignalAsync("INT", Cancel);
            Assert.Equal(0, await first.ExitAsync(Cancel));
            Assert.Contains("Loading the seeds", first.Output, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder.Path, "cluster", "postmaster.pid")), "PostgreSQL is still running.");
            Assert.DoesNotContain("fail:", first.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("warn:", first.Output, StringComparison.Ordinal);
        }

        await using var second = ServerProcess.Start(Folder(folder.Path));
        var address = await second.ReadyAsync(Cancel);
        Assert.DoesNotContain("Loading the seeds", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"recorded\":0", await Health(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_the_next_start_finds_everything_again()
    {
        using var folder = new TemporaryFolder();
        await using (var first = ServerProcess.Start(Folder(folder.Path)))
        {
            await first.ReadyAsync(Cancel);
            await first.SignalAsync("KILL", Cancel);
            await first.ExitAsync(Cancel);
        }

        await using var second = ServerProcess.Start(Folder(folder.Path));
        Assert.DoesNotContain("\"recorded\":0", await Health(await second.ReadyAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_while_it_starts_leaves_no_database_behind()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerProcess.Start(Folder(folder.Path));
        await server.SaysAsync("Loading the seeds", Cancel);
        await server.SignalAsync("INT", Cancel);
        Assert.Equal(1, await server.ExitAsync(Cancel));
        Assert.Contains("Stopped before it was started.", server.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "cluster", "postmaster.pid")), "PostgreSQL is still running.");
    }

    [Fact]
    public async Task A_second_server_on_one_folder_ends_with_a_clear_message()
    {
        using var folder = new TemporaryFolder();
        await using var first = ServerProcess.Start([.. Folder(folder.Path), "--KnowledgeBase:Seeds=false"]);
        await first.ReadyAsync(Cancel);
        await using var second = ServerProcess.Start(Folder(folder.Path));
        Assert.Equal(1, await second.ExitAsync(Cancel));
        Assert.StartsWith("Another server is using the data folder", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_as_an_ordinary_user_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "Only root can become somebody else.");
        using var folder = new TemporaryFolder();
        using (var own = Process.Start("chown", ["nobody", folder.Path])) await own.WaitForExitAsync(Cancel);
        using var check = Process.Start("setpriv", ["--reuid=nobody", "--clear-groups", "test", "-r", typeof(Server.ServerApp).Assembly.Location]);
        await check.WaitForExitAsync(Cancel);
        Assert.SkipUnless(check.ExitCode == 0, "The build lies in a folder that nobody else can enter.");
        await using var server = ServerProcess.Start(
            [.. Folder(folder.Path), "--KnowledgeBase:Seeds=false"], "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
        Assert.Contains("Healthy", await Health(await server.ReadyAsync(Cancel)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ConnectionStrings:KnowledgeBase=Nonsense=1", "ConnectionStrings:KnowledgeBase is not a PostgreSQL connection string")]
    [InlineData("--ConnectionStrings:KnowledgeBase=Host=127.0.0.1;Port=9;Username=nobody", "ConnectionStrings:KnowledgeBase: PostgreSQL at 127.0.0.1:9 cannot be used: Failed to connect")]
    [InlineData("--KnowledgeBase:Seeds=perhaps", "KnowledgeBase:Seeds is true or false")]
    [InlineData("--KnowledgeBase:DataDirektory=/tmp", "KnowledgeBase:DataDirektory is no setting. There are: KnowledgeBase:DataDirectory,")]
    [InlineData("--KnowledgeBase:SeedsDirectory=/nowhere", "KnowledgeBase:SeedsDirectory names /nowhere, which is no folder.")]
    [InlineData("--KnowledgeBase:Postgres:BinDirectory=/nowhere", "KnowledgeBase:Postgres:BinDirectory names /nowhere, which is no folder.")]
    [InlineData("--urls=nonsense", "urls has “nonsense”")]
    [InlineData("--urls=http://127.0.0.1:99999", "urls has “http://127.0.0.1:99999”")]
    public async Task A_wrong_setting_ends_it_with_the_name_of_the_key(string argument, string message)
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerProcess.Start([.. Folder(folder.Path), argument]);
        Assert.Equal(1, await server.ExitAsync(Cancel));
        Assert.StartsWith(message, server.Output, StringComparison.Ordinal);
    }

    private static string[] Folder(string path) => [$"--KnowledgeBase:DataDirectory={path}"];

    private static async Task<string> Health(Uri playground)
    {
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(playground, "/health/ready"), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
