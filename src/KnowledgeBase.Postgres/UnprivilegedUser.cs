namespace KnowledgeBase.Postgres;

/// <summary>
/// PostgreSQL refuses to run as root. A root process runs it as another user that exists (postgres, else nobody), who then owns
/// the cluster; everybody else runs it as themselves.
/// </summary>
internal sealed class UnprivilegedUser
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    private readonly string? name;
    private readonly string? uid;
    private readonly string? gid;

    private UnprivilegedUser(string? name = null, string? uid = null, string? gid = null) => (this.name, this.uid, this.gid) = (name, uid, gid);

    public static async Task<UnprivilegedUser> ForThisProcessAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new();
        foreach (var candidate in Candidates)
        {
            var uid = await CommandLine.RunAsync(["id", "-u", candidate], cancellation);
            var gid = await CommandLine.RunAsync(["id", "-g", candidate], cancellation);
            if (uid.Succeeded && gid.Succeeded) return new(candidate, uid.Output, gid.Output);
        }

        throw new LocalPostgresException("PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as. Start the server as another user.");
    }

    /// <summary>The command, run as the user.</summary>
    public IReadOnlyList<string> Run(params IEnumerable<string> command) =>
        name is null ? [.. command] : ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", .. command];

    public async Task OwnAsync(string path, CancellationToken cancellation)
    {
        if (name is null) return;
        var result = await CommandLine.RunAsync(["chown", "-R", $"{uid}:{gid}", path], cancellation);
        if (!result.Succeeded) throw new LocalPostgresException($"{path} cannot be given to the user {name}: {result.Output}");
    }

    public async Task CheckReachesAsync(string path, CancellationToken cancellation)
    {
        if (name is null || (await CommandLine.RunAsync(Run("test", "-x", path), cancellation)).Succeeded) return;
        throw new LocalPostgresException(
            $"PostgreSQL runs as the user {name} here, who cannot enter {path}. Choose a folder below one that everybody may enter, with KnowledgeBase:DataDirectory.");
    }
}
