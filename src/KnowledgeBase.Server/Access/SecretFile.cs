namespace KnowledgeBase.Server.Access;

/// <summary>A file with a secret that nobody but its owner may read.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What the file holds; where there is none, or one that others may have read or that holds something else, a new secret.</summary>
    public static string ReadOrCreate(string path, Func<string> create, Func<string, bool> isWellFormed)
    {
        if (File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnersOnly) == 0) && File.ReadAllText(path).Trim() is var text && isWellFormed(text))
        {
            return text;
        }

        File.Delete(path);
        var secret = create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersOnly;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(secret);
        return secret;
    }
}
