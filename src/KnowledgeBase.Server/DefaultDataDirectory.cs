using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Server;

/// <summary>
/// Where data goes when nobody says where: a folder for each clone (or each place that a published server lies in), below the user's
/// own data folder, so that two clones do not meet in one base. Root uses /var/lib, because the user whom PostgreSQL runs as cannot enter /root.
/// </summary>
internal static class DefaultDataDirectory
{
    public static string For(string contentRoot)
    {
        var place = PlaceOf(Path.TrimEndingDirectorySeparator(Path.GetFullPath(contentRoot)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..8];
        return Path.Combine(Root(), "knowledgebase", hash);
    }

    /// <summary>The project's folder for a build in <c>bin/Debug/net10.0</c>: a Release build of the same clone has the same data.</summary>
    private static string PlaceOf(string folder)
    {
        var output = Path.GetDirectoryName(Path.GetDirectoryName(folder));
        return Path.GetFileName(output) == "bin" && Path.GetFileName(folder).StartsWith("net", StringComparison.Ordinal) ? Path.GetDirectoryName(output)! : folder;
    }

    private static string Root() => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
        ? "/var/lib"
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
}
