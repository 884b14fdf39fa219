using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Store.Access;

/// <summary>The text of a key: its id and 256 random bits.</summary>
public static partial class ApiKeySecret
{
    /// <summary>What every key begins with, so that a key that got lost is recognised as one.</summary>
    public const string Prefix = "kb_";

    public static string Create() =>
        $"{Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The visible beginning; null when the text is no key.</summary>
    public static string? IdOf(string text) => Form().Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <summary>What is kept of it. A plain hash is enough: nobody tries 2^256 keys.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"^(?<id>kb_[0-9a-f]{8})_[A-Za-z0-9_-]{43}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
