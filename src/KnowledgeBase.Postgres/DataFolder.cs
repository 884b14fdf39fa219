namespace KnowledgeBase.Postgres;

/// <summary>The data folder, held by one process at a time: a lock that the system drops when the process ends, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    /// <summary>A cluster that is being made. It becomes <see cref="Cluster"/> when it is whole.</summary>
    public string UnfinishedCluster => System.IO.Path.Combine(Path, "cluster.unfinished");

    public string Log => System.IO.Path.Combine(Path, "postgresql.log");

    public string PasswordFile => System.IO.Path.Combine(Path, "password");

    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be made: {e.Message} {Remedy}", e);
        }

        try
        {
            return new(path, new(System.IO.Path.Combine(path, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be written. {Remedy}", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new LocalPostgresException($"Another server is using the data folder {path}. Stop it, or choose another folder with KnowledgeBase:DataDirectory.", e) { IsFolderHeld = true };
        }
        catch (IOException e)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be used: {e.Message} {Remedy}", e);
        }
    }

    /// <summary>How to reach the PostgreSQL that runs in a folder which another process holds; null when none does, or it is none of this user's.</summary>
    public static string? ConnectionStringIn(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            // PostgreSQL notes its port in the fourth line.
            var noted = File.ReadAllLines(System.IO.Path.Combine(path, "cluster", "postmaster.pid"));
            if (noted.Length < 4 || !int.TryParse(noted[3], System.Globalization.CultureInfo.InvariantCulture, out var port)) return null;
            return KnowledgeBase.Postgres.Cluster.ConnectionString(port, File.ReadAllText(System.IO.Path.Combine(path, "password")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private const string Remedy = "Choose another one with KnowledgeBase:DataDirectory.";

    /// <summary>Whether a lock was refused: EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => held.Dispose();
}
