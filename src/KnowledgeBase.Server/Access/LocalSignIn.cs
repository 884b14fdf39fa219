using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.Store.Access;

namespace KnowledgeBase.Server.Access;

/// <summary>
/// The administrator on the server's own machine, for a server that listens on the loopback address alone: whoever can read a file of the data
/// folder. A browser never gets that file's token: it exchanges a code, once, for a session that ends with the server at the latest, so that
/// nobody who gets hold of the port afterwards can do anything with it.
/// </summary>
internal sealed class LocalSignIn(TimeProvider time)
{
    /// <summary>Under which changes are recorded.</summary>
    public const string Name = $"{Principals.LocalPrefix}administrator";

    private const string Token = "kb_local_";
    private const string Session = "kb_session_";
    private const int MostSessions = 100;

    private static readonly TimeSpan CodeTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan SessionTime = TimeSpan.FromHours(12);

    private readonly Lock gate = new();
    private readonly List<(byte[] Hash, DateTimeOffset Until)> sessions = [];
    private byte[]? token;
    private (byte[] Hash, DateTimeOffset Until)? code;

    /// <summary>Lets whoever has the file's token in, from now on.</summary>
    /// <returns>The path of the file.</returns>
    public string Open(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "administrator-token");
        token = ApiKeySecret.HashOf(SecretFile.ReadOrCreate(path, () => Random(Token), text => text.StartsWith(Token, StringComparison.Ordinal) && text.Length == Token.Length + 43));
        return path;
    }

    /// <summary>A new code that a browser signs in with, once; an earlier one is good no more.</summary>
    public string NewCode()
    {
        var text = Random("");
        lock (gate) code = (ApiKeySecret.HashOf(text), time.GetUtcNow() + CodeTime);
        return text;
    }

    /// <returns>A session; null when the code is not good, or not any more.</returns>
    public string? Exchange(string text)
    {
        lock (gate)
        {
            if (code is not { } known || known.Until <= time.GetUtcNow() || !CryptographicOperations.FixedTimeEquals(known.Hash, ApiKeySecret.HashOf(text))) return null;
            code = null;
            var session = Random(Session);
            if (sessions.Count == MostSessions) sessions.RemoveAt(0);
            sessions.Add((ApiKeySecret.HashOf(session), time.GetUtcNow() + SessionTime));
            return session;
        }
    }

    /// <summary>Whether the text is of this kind, good or not.</summary>
    public static bool IsSecret(string text) => text.StartsWith(Token, StringComparison.Ordinal) || text.StartsWith(Session, StringComparison.Ordinal);

    /// <summary>Whether it is good, on a connection from there.</summary>
    public bool Holds(string text, IPAddress? from)
    {
        if (token is null || from is null || !IPAddress.IsLoopback(from)) return false;
        var hash = ApiKeySecret.HashOf(text);
        if (CryptographicOperations.FixedTimeEquals(token, hash)) return true;
        lock (gate) return sessions.Any(s => s.Until > time.GetUtcNow() && CryptographicOperations.FixedTimeEquals(s.Hash, hash));
    }

    private static string Random(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
