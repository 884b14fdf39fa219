using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeBase.Server;

/// <summary>
/// One line each for what the server does, with the time of day (UTC). Warnings and failures name where they come from, and bring
/// their exception whole.
/// </summary>
internal sealed class PlainLines() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    /// <summary>The host says so before it throws what Program explains.</summary>
    private static readonly EventId StartFailed = new(11, "HostedServiceStartupFaulted");

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (entry.EventId == StartFailed && entry.Category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)) return;
        textWriter.Write(DateTime.UtcNow.ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        if (entry.LogLevel >= LogLevel.Warning) textWriter.Write($"{Word(entry.LogLevel)}: {entry.Category}[{entry.EventId.Id}] ");
        textWriter.WriteLine(entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is not null) textWriter.WriteLine(entry.Exception);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
