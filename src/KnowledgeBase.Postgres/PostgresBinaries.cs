using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>Where initdb, pg_ctl and postgres are.</summary>
internal sealed record PostgresBinaries(string BinDirectory)
{
    public string Path(string program) => System.IO.Path.Combine(BinDirectory, OperatingSystem.IsWindows() ? $"{program}.exe" : program);

    /// <summary>Whether a module that has to be loaded at the start is there; not every installation has the contributed ones.</summary>
    public bool Brings(string library)
    {
        var libraries = System.IO.Path.Combine(BinDirectory, "..", "lib");
        return Directory.Exists(libraries) && Directory.EnumerateFiles(libraries, $"{library}.*", SearchOption.AllDirectories)
            .Any(f => System.IO.Path.GetExtension(f) is ".so" or ".dylib" or ".dll");
    }

    public static async Task<PostgresBinaries> LocateAsync(
        LocalPostgresOptions options, DataFolder folder, ILogger logger, CancellationToken cancellation)
    {
        if (options.BinDirectory is not { } configured) return new(await UnpackAsync(folder, logger, cancellation));
        var binaries = new PostgresBinaries(configured);
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            if (!File.Exists(binaries.Path(program)))
            {
                throw new LocalPostgresException($"KnowledgeBase:Postgres:BinDirectory names {configured}, where there is no {program}.");
            }
        }

        return binaries;
    }

    /// <summary>
    /// Copies the npm package into the data folder: npm keeps no symbolic links, and the user that PostgreSQL runs as may not be
    /// allowed into the folder of the sources.
    /// </summary>
    private static async Task<string> UnpackAsync(DataFolder folder, ILogger logger, CancellationToken cancellation)
    {
        var package = Package();
        var version = await VersionAsync(package, cancellation);
        var target = System.IO.Path.Combine(folder.Path, $"postgresql-{version}");
        var bin = System.IO.Path.Combine(target, "native", "bin");
        var done = System.IO.Path.Combine(target, ".unpacked");
        if (File.Exists(done)) return bin;

        logger.LogInformation("Unpacking PostgreSQL {Version}.", version);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Copy(System.IO.Path.Combine(package, "native"), System.IO.Path.Combine(target, "native"));
        await LinkAsync(System.IO.Path.Combine(package, "native", "pg-symlinks.json"), target, cancellation);
        await File.WriteAllTextAsync(done, "", cancellation);
        return bin;
    }

    private static string Package()
    {
        var platform = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = System.IO.Path.Combine(Metadata("PostgresPackages"), $"{platform}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}");
        return Directory.Exists(package)
            ? package
            : throw new LocalPostgresException(
                "No PostgreSQL came with this build for this platform. Give a connection string (ConnectionStrings:KnowledgeBase) or the folder of "
                + "an installed PostgreSQL's programs (KnowledgeBase:Postgres:BinDirectory).");
    }

    private static async Task<string> VersionAsync(string package, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(System.IO.Path.Combine(package, "package.json"));
        using var description = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        return description.RootElement.GetProperty("version").GetString()!;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.EnumerateDirectories(from)) Copy(directory, System.IO.Path.Combine(to, System.IO.Path.GetFileName(directory)));
        // Static libraries are for compiling against it.
        foreach (var file in Directory.EnumerateFiles(from).Where(f => !f.EndsWith(".a", StringComparison.Ordinal)))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }
    }

    private static async Task LinkAsync(string list, string target, CancellationToken cancellation)
    {
        if (!File.Exists(list)) return;
        await using var stream = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<List<SymbolicLink>>(stream, JsonSerializerOptions.Web, cancellation) ?? [];
        foreach (var link in links)
        {
            var path = System.IO.Path.Combine(target, link.Target);
            if (File.Exists(path)) continue;
            File.CreateSymbolicLink(path, System.IO.Path.GetRelativePath(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.Combine(target, link.Source)));
        }
    }

    private static string Metadata(string key) => typeof(PostgresBinaries).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private sealed record SymbolicLink(string Source, string Target);
}
