namespace KnowledgeBase.Postgres;

/// <summary>The data folder, held by one process at a time: a lock that the system drops when the process ends, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    public string Log => System.IO.Path.Combine(Path, "postgresql.log");

    public string PasswordFile => System.IO.Path.Combine(Path, "password");

    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
            var held = new FileStream(System.IO.Path.Combine(path, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new(path, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be written. Choose another one with KnowledgeBase:DataDirectory.", e);
        }
        catch (IOException e)
        {
            throw new LocalPostgresException(
                $"Another server is using the data folder {path}. Stop it first, or choose another folder with KnowledgeBase:DataDirectory.", e);
        }
    }

    public void Dispose() => held.Dispose();
}
