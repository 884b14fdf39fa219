using System.Runtime.CompilerServices;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>
/// A file below schema/ that is printed from the code and reviewed in diffs. With ACCEPT_CONTRACTS=1 the test writes it; without,
/// it compares. CI never writes.
/// </summary>
internal static class Contract
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "schema"));

    public static void Holds(string file, string printed)
    {
        var path = Path.Combine(Folder, file);
        printed = printed.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("ACCEPT_CONTRACTS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, printed);
        }

        Assert.True(File.Exists(path), $"{file} is missing; ACCEPT_CONTRACTS=1 dotnet test writes it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), printed);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
