using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>Makes the cluster of a data folder, whole or not at all: an attempt that was interrupted is begun anew.</summary>
internal sealed class ClusterCreation(DataFolder folder, PostgresBinaries binaries, UnprivilegedUser user, bool isDurable, ILogger logger)
{
    public const string Superuser = "knowledgebase";

    public async Task RunAsync(CancellationToken cancellation)
    {
        logger.LogInformation("Making a database cluster in {Folder}.", folder.Cluster);
        if (Directory.Exists(folder.UnfinishedCluster)) Directory.Delete(folder.UnfinishedCluster, recursive: true);
        Directory.CreateDirectory(folder.UnfinishedCluster);
        await user.OwnAsync(folder.UnfinishedCluster, cancellation);
        if (!File.Exists(folder.Log)) await File.WriteAllTextAsync(folder.Log, "", cancellation);
        await user.OwnAsync(folder.Log, cancellation);

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await WriteSecretAsync(folder.PasswordFile, password, cancellation);
        // initdb's user may not read ours.
        var handedOver = Path.Combine(folder.Path, "password.initdb");
        await WriteSecretAsync(handedOver, password, cancellation);
        await user.OwnAsync(handedOver, cancellation);
        try
        {
            var made = await CommandLine.RunAsync(
                user.Run([
                    binaries.Path("initdb"), "-D", folder.UnfinishedCluster, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={handedOver}", "-E", "UTF8",
                    "--no-instructions", .. await LocaleAsync(cancellation), .. (isDurable ? Array.Empty<string>() : ["--no-sync"])]),
                cancellation);
            if (!made.Succeeded) throw new LocalPostgresException($"initdb failed: {made.Output}");
        }
        finally
        {
            File.Delete(handedOver);
        }

        await File.AppendAllTextAsync(Path.Combine(folder.UnfinishedCluster, "postgresql.conf"), "\ninclude 'knowledgebase.conf'\n", cancellation);
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);
    }

    /// <summary>The same order and letters on every machine: from version 17 on PostgreSQL brings its own Unicode.</summary>
    private async Task<IReadOnlyList<string>> LocaleAsync(CancellationToken cancellation)
    {
        var version = await CommandLine.RunAsync([binaries.Path("initdb"), "--version"], cancellation);
        var major = version.Output.Split(' ').Select(w => w.Split('.')[0]).Select(w => int.TryParse(w, CultureInfo.InvariantCulture, out var n) ? n : 0).Max();
        return major >= 17 ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : ["--locale=C"];
    }

    private static async Task WriteSecretAsync(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }
}
