using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.Server.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeBase.Server;

/// <summary>What the console tells the person who started the server: plain lines of our own, and warnings of everybody else.</summary>
internal static class Announcements
{
    public static void Configure(ILoggingBuilder logging, bool json = false)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = json ? ConsoleFormatterNames.Json : PlainLines.FormatterName)
            .AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        // With the trace that a line belongs to.
        if (json) logging.AddJsonConsole(lines => (lines.IncludeScopes, lines.UseUtcTimestamp, lines.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("KnowledgeBase", LogLevel.Information);
        // A line for each operation is for programs, not for a person at a console.
        if (!json) logging.AddFilter<ConsoleLoggerProvider>(Telemetry.OperationLog, LogLevel.Warning);
        // Its listening connection is the last one that our own PostgreSQL, stopping, cuts off; while the server runs it connects
        // again, and the health check tells when it cannot.
        logging.AddFilter("Marten.Events.Daemon.Coordination.ProjectionCoordinator", LogLevel.Error);
    }

    public static void WhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KnowledgeBase");
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        SayHowToRecord(app, [.. addresses], logger);
        foreach (var address in addresses) logger.LogInformation("Ready. Playground: {Playground}", $"{address}/graphql");
        logger.LogInformation("Ctrl-C stops the server.");
    });

    private static void SayHowToRecord(WebApplication app, string[] addresses, ILogger logger)
    {
        var options = app.Services.GetRequiredService<ServerOptions>();
        if (options.ConnectionString is not null || !addresses.All(ListeningAddresses.IsLoopback))
        {
            logger.LogInformation("Recording takes a token or an API key: keys create --name NAME --role ROLE makes one (README, Signing in).");
            return;
        }

        try
        {
            var local = app.Services.GetRequiredService<LocalSignIn>();
            var file = local.Open(options.DataDirectory);
            // Not by the log, which may go elsewhere, too: the code is a secret until it is used.
            Console.WriteLine($"To record, open this link: it signs the playground in as administrator, once, within an hour:\n  {addresses[0]}/graphql#sign-in={local.NewCode()}");
            Console.WriteLine($"A program sends the token of a file that only you can read:\n  Authorization: Bearer $(cat '{file}')");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The local administrator's token cannot be kept, so there is no local sign-in: {Reason}", e.Message);
        }
    }
}
