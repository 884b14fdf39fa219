using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Playground;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.Access;

/// <summary>The first start on one's own machine: how somebody gets to record.</summary>
public sealed partial class LocalSignInTests(Chromium chromium, PostgresServer postgres) : IClassFixture<Chromium>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_console_tells_how_to_sign_in_and_never_the_token()
    {
        using var folder = new TemporaryFolder();
        string token;
        Uri address;
        string session;
        await using (var server = Start(folder))
        {
            address = await server.ReadyAsync(Cancel);
            token = (await File.ReadAllTextAsync(TokenFile(folder), Cancel)).Trim();
            Assert.DoesNotContain(token, server.Output, StringComparison.Ordinal);
            Assert.Contains($"$(cat '{TokenFile(folder)}')", server.Output, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFile(folder)));
            Assert.Equal("local:administrator ADMINISTRATOR", await WhoAsync(address, token));
            Assert.Equal((401, "UNAUTHENTICATED"), await RecordAsync(address, null));
            Assert.Equal((200, null), await RecordAsync(address, token));

            var code = Link().Match(server.Output).Groups["code"].Value;
            foreach (var (body, status) in new[] { ("{\"code\":\"wrong\"}", 403), ("{}", 400), ("[", 400), ("{\"code\":\"\\ud800\"}", 400) })
            {
                Assert.Equal(status, (await ExchangeAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Status);
            }

            Assert.Equal(400, (await ExchangeAsync(address, new StringContent($"{{\"code\":\"{code}\"}}", System.Text.Encoding.UTF8, "text/plain"))).Status);
            var signedIn = await ExchangeAsync(address, JsonContent.Create(new { code }));
            session = (string)signedIn.Answer!["token"]!;
            Assert.NotEqual(token, session);
            Assert.Equal("local:administrator ADMINISTRATOR", await WhoAsync(address, session));
            Assert.Equal(403, (await ExchangeAsync(address, JsonContent.Create(new { code }))).Status);
        }

        // The token stays; a browser's session goes with the server. What others could have read is replaced.
        await using (var next = Start(folder))
        {
            address = await next.ReadyAsync(Cancel);
            Assert.Equal("local:administrator ADMINISTRATOR", await WhoAsync(address, token));
            Assert.Null(await WhoAsync(address, session));
        }

        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(TokenFile(folder), (UnixFileMode)0b110_100_100);
        await using var last = Start(folder);
        address = await last.ReadyAsync(Cancel);
        Assert.Null(await WhoAsync(address, token));
        Assert.NotEqual(token, (await File.ReadAllTextAsync(TokenFile(folder), Cancel)).Trim());
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://127.0.0.2:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://192.0.2.1:5080", false)]
    [InlineData("http://localhost.example.org:5080", false)]
    public void There_is_a_local_sign_in_only_where_no_other_machine_reaches_the_server(string address, bool isLocal) =>
        Assert.Equal(isLocal, ListeningAddresses.IsLoopback(address));

    [Fact]
    public async Task A_server_on_a_given_PostgreSQL_has_no_local_sign_in()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var server = ServerProcess.Start([$"--ConnectionStrings:KnowledgeBase={database.ConnectionString}", "--KnowledgeBase:Seeds=false"]);
        await server.ReadyAsync(Cancel);
        Assert.Contains("keys create --name NAME --role ROLE", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sign-in=", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_signs_the_playground_in_and_leaves_no_trace_in_the_address()
    {
        using var folder = new TemporaryFolder();
        await using var server = Start(folder);
        var address = await server.ReadyAsync(Cancel);
        var link = $"{address}#sign-in={Link().Match(server.Output).Groups["code"].Value}";
        var visitor = await chromium.NewVisitor();

        var page = await PlaygroundPage.Open(visitor, link, WaitUntilState.Load);
        await Expect(page.Body).ToContainTextAsync("Signed in as local:administrator.");
        Assert.DoesNotContain("sign-in", page.Address, StringComparison.Ordinal);
        await page.Write("mutation { registerPerson(input: { key: \"by-hand\", label: \"By hand\" }) { changes { recordedBy } } }");
        await page.Run();
        await Expect(page.Answer).ToContainTextAsync("local:administrator");
        Assert.Empty(page.Complaints);

        // Another tab of the same browser is not signed in, and the link is used up.
        var other = await PlaygroundPage.Open(visitor, link, WaitUntilState.Load);
        await Expect(other.Body).ToContainTextAsync("This link was used before");
    }

    private static ServerProcess Start(TemporaryFolder folder) => ServerProcess.Start([$"--KnowledgeBase:DataDirectory={folder.Path}", "--KnowledgeBase:Seeds=false"]);

    private static string TokenFile(TemporaryFolder folder) => Path.Combine(folder.Path, "administrator-token");

    private static async Task<string?> WhoAsync(Uri playground, string token)
    {
        var (status, answer) = await AskAsync(playground, token, AccessCalls.Who);
        return status == 401 ? null : $"{answer["data"]!["viewer"]!["name"]} {answer["data"]!["viewer"]!["role"]}";
    }

    private static async Task<(int Status, string? Code)> RecordAsync(Uri playground, string? token)
    {
        var (status, answer) = await AskAsync(playground, token, AccessCalls.Register);
        return (status, (string?)answer["errors"]?[0]?["extensions"]?["code"]);
    }

    private static async Task<(int Status, JsonNode Answer)> AskAsync(Uri playground, string? token, string query)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.Add(new("application/graphql-response+json"));
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.PostAsJsonAsync(playground, new { query }, Cancel);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    private static async Task<(int Status, JsonNode? Answer)> ExchangeAsync(Uri playground, HttpContent content)
    {
        using var http = new HttpClient();
        // With its length, as browsers send it.
        await content.LoadIntoBufferAsync(Cancel);
        using var answer = await http.PostAsync(new Uri(playground, "/graphql/sign-in"), content, Cancel);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    [GeneratedRegex("#sign-in=(?<code>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
