using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>The file <c>postmaster.pid</c> in a cluster: which process runs on it, or ran when the machine stopped.</summary>
internal static class PostmasterFile
{
    /// <summary>
    /// Removes the file when the process that it names is no PostgreSQL: the number went to another program since. pg_ctl would take
    /// that program for PostgreSQL and signal it, and PostgreSQL would refuse to start.
    /// </summary>
    public static void RemoveWhenStale(string cluster, ILogger logger)
    {
        var path = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(path) || !int.TryParse(File.ReadLines(path).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)) return;
        // PostgreSQL itself sees to a process that is gone.
        if (NameOf(id) is not { } name || name == "postgres") return;
        logger.LogWarning("PostgreSQL did not stop in order last time; its process id {Id} belongs to {Name} now.", id, name);
        File.Delete(path);
    }

    private static string? NameOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
