using System.Text.Json;
using KnowledgeBase.Benchmarks.Generation;

namespace KnowledgeBase.Benchmarks;

/// <summary>The folders of the bases: filled when they are not there, found again when they are kept.</summary>
internal sealed class Bases : IDisposable
{
    private readonly string root;
    private readonly TemporaryFolder? temporary;

    public Bases(Options options)
    {
        temporary = options.Folder is null ? new() : null;
        root = options.Folder ?? temporary!.Path;
        Directory.CreateDirectory(root);
    }

    /// <returns>The folder, and how it was filled, be it now or in an earlier run.</returns>
    public async Task<(string Folder, Filled Filled)> OfAsync(Scale scale, Action<string> say, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, FormattableString.Invariant($"claims-{scale.Claims}-seed-{scale.Seed}"));
        // Written last: a folder without it was not filled to the end.
        var mark = Path.Combine(folder, "filled.json");
        if (File.Exists(mark)) return (folder, JsonSerializer.Deserialize<Filled>(await File.ReadAllTextAsync(mark, cancellation))!);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        say($"Making a base of {scale.Claims:N0} claims.");
        var filled = await Filling.RunAsync(folder, scale, say, cancellation);
        await File.WriteAllTextAsync(mark, JsonSerializer.Serialize(filled), cancellation);
        return (folder, filled);
    }

    public void Dispose() => temporary?.Dispose();
}
