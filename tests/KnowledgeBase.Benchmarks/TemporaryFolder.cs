namespace KnowledgeBase.Benchmarks;

/// <summary>A folder for a while, which PostgreSQL may enter as another user.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("knowledgebase-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
