namespace KnowledgeBase.Tests.Playground;

/// <summary>The example operations as the repository holds them, in the order of their names.</summary>
public static class ExampleFiles
{
    public static IReadOnlyList<(string Name, string Title)> All { get; } =
        [.. Directory.GetFiles(Folder(), "*.graphql").Order(StringComparer.Ordinal).Select(file =>
            (Path.GetFileNameWithoutExtension(file), File.ReadLines(file).First().TrimStart('#').Trim()))];

    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var operations = Path.Combine(folder.FullName, "schema", "operations");
            if (Directory.Exists(operations))
            {
                return operations;
            }
        }

        throw new DirectoryNotFoundException($"No schema/operations above {AppContext.BaseDirectory}.");
    }
}
