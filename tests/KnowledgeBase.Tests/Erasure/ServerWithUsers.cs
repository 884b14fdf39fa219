using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Lenses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>A server that believes a header: who asks, and with which roles.</summary>
public class ServerWithUsers(PostgresServer postgres) : RunningServer(postgres)
{
    private const string Header = "X-Test-User";
    private const string Nobody = "nobody";
    private readonly LoggedLines lines = new();

    /// <summary>What it logged so far, at the levels that it logs at.</summary>
    internal IReadOnlyCollection<string> Logged => lines.All;

    protected override string[] Settings => EverythingQuery.Settings;

    /// <summary>Asks as somebody.</summary>
    /// <param name="user">A name, and after a colon the roles; null for nobody. A request without the header is an administrator's.</param>
    /// <param name="query">A document.</param>
    /// <param name="variables">Serialized as they are.</param>
    internal async Task<JsonNode> AskAs(string? user, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add(Header, user ?? Nobody);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    protected override void Configure(IServiceCollection services)
    {
        BelieveHeader(services);
        services.AddSingleton<ILoggerProvider>(lines);
    }

    /// <summary>Lets requests say in a header who sends them.</summary>
    internal static void BelieveHeader(IServiceCollection services) =>
        services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Test", null);

    private sealed class LoggedLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> all = new();

        public IReadOnlyCollection<string> All => all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var user = Request.Headers[Header].ToString() is { Length: > 0 } given ? given : "tests:administrator";
            if (user == Nobody) return Task.FromResult(AuthenticateResult.NoResult());
            var parts = user.Split(':');
            var claims = parts.Skip(1).SelectMany(p => p.Split(',')).Select(r => new Claim(ClaimTypes.Role, r)).Append(new(ClaimTypes.Name, parts[0]));
            return Task.FromResult(AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, "Test")), "Test")));
        }
    }
}
