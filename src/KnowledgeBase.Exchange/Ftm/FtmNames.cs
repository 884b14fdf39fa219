using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>How things of this base are called in FollowTheMoney, and the other way round.</summary>
internal static partial class FtmNames
{
    private const string Prefix = "kb-";
    private const int LongestDataset = 60;

    /// <summary>ISO 639-3 by the two letters of ISO 639-1.</summary>
    private static readonly Dictionary<string, string> Languages = CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(c => c.TwoLetterISOLanguageName.Length == 2 && c.ThreeLetterISOLanguageName.Length == 3)
        .GroupBy(c => c.TwoLetterISOLanguageName).ToDictionary(g => g.Key, g => g.First().ThreeLetterISOLanguageName);

    private static readonly Dictionary<string, string> ShortLanguages = Languages.GroupBy(l => l.Value).ToDictionary(g => g.Key, g => g.First().Key);

    /// <summary>E.g. <c>kb-person-georges-paques</c>, <c>kb-country-FR</c>.</summary>
    public static string Entity(EntityKind kind, string key) => $"{Prefix}{Terms.Kind(kind)}-{key}";

    /// <summary>The entity that <see cref="Entity"/> calls so.</summary>
    public static (EntityKind Kind, string Key)? Entity(string id)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var dash = id.IndexOf('-', Prefix.Length);
        if (dash < 0 || dash == id.Length - 1) return null;
        var kind = id[Prefix.Length..dash];
        return Enum.GetValues<EntityKind>().Where(k => Terms.Kind(k) == kind).Select(k => ((EntityKind, string)?)(k, id[(dash + 1)..])).FirstOrDefault();
    }

    /// <summary>Whether a base of this kind wrote it.</summary>
    public static bool IsOwn(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Of the tie between two entities.</summary>
    public static string Edge(string schema, string from, string to) => $"{Prefix}{schema.ToLowerInvariant()}-{Hash($"{from} {to}")}";

    /// <summary>Of a source's entity.</summary>
    public static string Source(string key) => $"{Prefix}source-{Dataset(key).Replace('_', '-')}";

    /// <summary>A key whose source's entity <see cref="Source"/> calls so; null when there is none. Where the name could not hold all of the key, it is another one.</summary>
    public static string? SourceKey(string id)
    {
        const string prefix = $"{Prefix}source-";
        return id.Length > prefix.Length && id.StartsWith(prefix, StringComparison.Ordinal) && Source(id[prefix.Length..]) == id ? id[prefix.Length..] : null;
    }

    /// <summary>A dataset's name is lower-case letters, digits and underscores; a source's key is not, and may be an address.</summary>
    public static string Dataset(string key)
    {
        var slug = NoSlug().Replace(key.ToLowerInvariant(), "_").Trim('_');
        return slug.Length is > 0 and <= LongestDataset && slug == key.Replace('-', '_') ? slug : $"{slug[..Math.Min(slug.Length, LongestDataset)].Trim('_')}_{Hash(key)}";
    }

    /// <summary>ISO 639-3 of a BCP 47 tag; null when there is none.</summary>
    public static string? Language(string? tag) => tag is null ? null : Languages.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant());

    /// <summary>BCP 47 of an ISO 639-3 code; the code itself when it has no shorter one.</summary>
    public static string? Tag(string? language) => language is null ? null : ShortLanguages.GetValueOrDefault(language, language);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoSlug();
}
