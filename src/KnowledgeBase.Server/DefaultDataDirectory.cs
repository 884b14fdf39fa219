using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Server;

/// <summary>
/// Where data goes when nobody says where: a folder for each place that the server is run from, below the user's own data folder,
/// so that two clones do not meet in one base. Root uses /var/lib, because the user whom PostgreSQL runs as cannot enter /root.
/// </summary>
internal static class DefaultDataDirectory
{
    public static string For(string contentRoot)
    {
        var place = Path.GetFullPath(contentRoot);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..8];
        return Path.Combine(Root(), "knowledgebase", hash);
    }

    private static string Root() => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
        ? "/var/lib"
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
}
