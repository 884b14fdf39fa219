using KnowledgeBase.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Hosting;

/// <summary>A fixture: PostgreSQL's programs, unpacked once, so that not every test copies them.</summary>
public sealed class UnpackedPrograms : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public string BinDirectory { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await (await LocalPostgres.StartAsync(new(folder.Path, IsDurable: false), NullLogger.Instance)).DisposeAsync();
        BinDirectory = Directory.GetDirectories(folder.Path, "bin", SearchOption.AllDirectories).Single();
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
