using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Keys of what files of FollowTheMoney name.</summary>
internal static partial class FtmKeys
{
    private const int Longest = 60;

    /// <summary>An id of this base's own files, of Wikidata, or of anybody; each always has the same key.</summary>
    public static (EntityKind Kind, string Key) Entity(string id, EntityKind kind) => FtmNames.Entity(id) is { } own && IsKey(own.Kind, own.Key)
        ? own
        : (kind, Item().IsMatch(id) ? id.ToLowerInvariant() : $"ftm-{Slug(id)}");

    /// <summary>
    /// A dataset, or the source that this base wrote as that dataset, which the origin names then: who exports and imports again has one source, not two.
    /// </summary>
    public static RegisterSource Source(string dataset, string? origin)
    {
        if (origin is null || FtmNames.Dataset(origin) != dataset) return Dataset(dataset);
        return UrlNormalForm.TryNormalise(origin, out var url, out _) && url == origin
            ? new(null, new(SourceKind.Dataset, dataset, url)) { KeepsExisting = true }
            : IsKey(origin) ? new(origin, new(SourceKind.Dataset, origin)) { KeepsExisting = true } : Dataset(dataset);
    }

    /// <summary>Whether it can be the key of a source.</summary>
    public static bool IsKey(string text) => text.Length <= Limits.Key && Key().IsMatch(text);

    /// <summary>A text as a key; one that is no key by itself has a hash, so that no two texts have one key.</summary>
    public static string Slug(string text)
    {
        if (text.Length <= Longest && Key().IsMatch(text)) return text;
        var slug = NoKey().Replace(text.ToLowerInvariant(), "-").Trim('-');
        slug = slug[..Math.Min(slug.Length, Longest)].Trim('-');
        return slug.Length == 0 ? FtmNames.Hash(text) : $"{slug}-{FtmNames.Hash(text)}";
    }

    private static bool IsKey(EntityKind kind, string key) => kind == EntityKind.Country ? CountryCodes.IsKnown(key) : IsKey(key);

    /// <summary>Names of datasets have underscores where keys have hyphens; what is no such name gets a hash.</summary>
    private static RegisterSource Dataset(string name)
    {
        var key = DatasetName().IsMatch(name) && name.Length <= Longest ? name.Replace('_', '-') : $"{Slug(name)}-{FtmNames.Hash(name)}";
        return new($"ftm-{key}", new(SourceKind.Dataset, name.Length <= Limits.Title ? name : name[..Limits.Title])) { KeepsExisting = true };
    }

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"^[a-z0-9]+(_[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatasetName();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoKey();

    [GeneratedRegex(@"^Q[1-9][0-9]{0,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Item();
}
