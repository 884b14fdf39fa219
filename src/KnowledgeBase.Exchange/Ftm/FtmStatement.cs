using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>
/// One statement of FollowTheMoney: one dataset gives one property of one entity one value. What a file leaves out is null here, but for
/// what the format itself says then holds.
/// </summary>
/// <param name="Dataset">Who says so.</param>
public sealed record FtmStatement(string EntityId, string Schema, string Prop, string Value, string Dataset)
{
    /// <summary>The property under which an entity itself is stated.</summary>
    public const string IdProp = "id";

    private readonly string? canonicalId;
    private readonly string? lastSeen;

    /// <summary>The entity that this one was found to be; itself when none is named.</summary>
    public string CanonicalId
    {
        get => canonicalId ?? EntityId;
        init => canonicalId = string.IsNullOrEmpty(value) || value == EntityId ? null : value;
    }

    /// <summary>The type of the property, which follows from schema and property; null where a file does not say it.</summary>
    public string? PropType { get; init; }

    /// <summary>ISO 639-3; null where the value belongs to no language.</summary>
    public string? Lang { get; init; }

    /// <summary>What the dataset has, where the value is a cleaned form of it.</summary>
    public string? OriginalValue { get; init; }

    /// <summary>Which part of the dataset's making it comes from.</summary>
    public string? Origin { get; init; }

    /// <summary>It is a proposal for enrichment, and not part of the dataset.</summary>
    public bool IsExternal { get; init; }

    public string? FirstSeen { get; init; }

    /// <summary>The first time, when no other is named.</summary>
    public string? LastSeen
    {
        get => lastSeen ?? FirstSeen;
        init => lastSeen = value;
    }

    /// <summary>As a file has it; see <see cref="WithId"/>.</summary>
    public string? Id { get; init; }

    public bool Equals(FtmStatement? other) => other is not null && All == other.All;

    public override int GetHashCode() => All.GetHashCode();

    private (string, string, string, string, string, (string, string?, string?, string?, string?), (bool, string?, string?, string?)) All =>
        (EntityId, Schema, Prop, Value, Dataset, (CanonicalId, PropType, Lang, OriginalValue, Origin), (IsExternal, FirstSeen, LastSeen, Id));

    /// <summary>The same with the id that the rule of the format gives it.</summary>
    public FtmStatement WithId() => this with { Id = IdOf(Dataset, EntityId, Prop, Value, Lang, IsExternal) };

    /// <summary>SHA-1 in lower-case hexadecimal digits: two datasets that say the same make two statements, one that says it twice makes one.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The format says so; nothing secret depends on it.")]
    public static string IdOf(string dataset, string entityId, string prop, string value, string? lang = null, bool isExternal = false)
    {
        var key = $"{dataset}.{entityId}.{prop}.{value}{(string.IsNullOrEmpty(lang) ? "" : $"@{lang}")}{(isExternal ? ".ext" : "")}";
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
