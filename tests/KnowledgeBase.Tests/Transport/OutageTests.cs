using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Postgres;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Erasure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Transport;

public sealed class OutageTests
{
    [Theory]
    [InlineData("application/graphql-response+json", HttpStatusCode.ServiceUnavailable)]
    [InlineData("application/json", HttpStatusCode.OK)]
    public async Task Without_its_database_the_server_says_that_it_is_worth_another_try(string accept, HttpStatusCode status)
    {
        var folder = Directory.CreateTempSubdirectory("knowledgebase-outage-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        try
        {
            var postgres = await LocalPostgres.StartAsync(new(folder, IsDurable: false), NullLogger.Instance, TestContext.Current.CancellationToken);
            await using var app = await ServerApp.BuildAsync(
                ["--urls", "http://127.0.0.1:0", $"--ConnectionStrings:KnowledgeBase={postgres.ConnectionString}", "--KnowledgeBase:Seeds=false"],
                ServerWithUsers.BelieveHeader, TestContext.Current.CancellationToken);
            await app.StartAsync(TestContext.Current.CancellationToken);
            await postgres.DisposeAsync();

            using var http = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = new StringContent("""{"query":"mutation { registerPerson(input: { key: \"a\", label: \"A\" }) { person { id } } }"}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Accept.Add(new(accept));
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!;
            Assert.Equal((status, "SERVICE_UNAVAILABLE"), (answer.StatusCode, error["extensions"]!["code"]!.ToString()));
            Assert.Equal(status == HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
