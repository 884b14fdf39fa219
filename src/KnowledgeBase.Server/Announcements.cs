using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeBase.Server;

/// <summary>What the console tells the person who started the server: plain lines of our own, and warnings of everybody else.</summary>
internal static class Announcements
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = PlainLines.FormatterName).AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("KnowledgeBase", LogLevel.Information);
        // Its listening connection is the last one that our own PostgreSQL, stopping, cuts off; while the server runs it connects
        // again, and the health check tells when it cannot.
        logging.AddFilter("Marten.Events.Daemon.Coordination.ProjectionCoordinator", LogLevel.Error);
    }

    public static void WhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KnowledgeBase");
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses) logger.LogInformation("Ready. Playground: {Playground}", $"{address}/graphql");
        logger.LogInformation("Ctrl-C stops the server.");
    });
}
