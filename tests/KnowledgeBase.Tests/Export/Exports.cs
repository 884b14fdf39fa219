using System.Text;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Export;

/// <summary>What an export wrote, and what it told.</summary>
internal sealed record Exported(byte[] Bytes, IReadOnlyList<Unfit> Unfit)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

internal static class Exports
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IExportFormat Format(this RunningServer server, string name) => server.Services.GetServices<IExportFormat>().Single(f => f.Name == name);

    public static async Task<Exported> ExportAsync(this RunningServer server, string format, DateTimeOffset? knownAt = null)
    {
        using var output = new MemoryStream();
        var unfit = new List<Unfit>();
        await server.Format(format).WriteAsync(output, new(knownAt, unfit.Add), Cancel);
        return new(output.ToArray(), unfit);
    }
}
