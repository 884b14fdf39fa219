using System.Text.RegularExpressions;

namespace KnowledgeBase.Domain.Recording;

/// <summary>Collects every refusal of one command, each with its place, so that a client sees all of them at once.</summary>
public sealed partial class Checks
{
    private readonly List<Refusal> refusals = [];

    public IReadOnlyList<Refusal> Refusals => refusals;

    public bool Failed => refusals.Count > 0;

    public Checks Add(string code, string message, string path)
    {
        refusals.Add(new(code, message, path));
        return this;
    }

    public Checks Require(bool condition, string code, string message, string path) => condition ? this : Add(code, message, path);

    /// <summary>Not empty, not only white space, not too long, no NUL (PostgreSQL stores none) and no lone surrogate.</summary>
    public Checks Text(string? text, int max, string path) => string.IsNullOrWhiteSpace(text)
        ? Add(RefusalCodes.Empty, "A text is needed here.", path)
        : OptionalText(text, max, path);

    public Checks OptionalText(string? text, int max, string path)
    {
        if (text is null) return this;
        if (text.Length > max) Add(RefusalCodes.TooLong, $"At most {max:N0} characters, not {text.Length:N0}.", path);
        if (text.Contains('\0')) Add(RefusalCodes.Malformed, "The character U+0000 cannot be stored.", path);
        if (!IsWellFormed(text)) Add(RefusalCodes.Malformed, "Half of a surrogate pair is no character.", path);
        return this;
    }

    /// <summary>A slug: lower-case letters and digits, with single dots or hyphens between them.</summary>
    public Checks Key(string? key, string path)
    {
        Text(key, Limits.Key, path);
        if (!string.IsNullOrWhiteSpace(key) && key.Length <= Limits.Key && !Slug().IsMatch(key))
        {
            Add(RefusalCodes.Malformed, "A key is lower-case letters and digits, with single dots or hyphens between them.", path);
        }

        return this;
    }

    /// <summary>A well-formed BCP 47 tag (RFC 5646, its common shape), e.g. <c>fr</c>, <c>zh-Hant</c>, <c>pt-BR</c>.</summary>
    public Checks Language(string? tag, string path) => tag is null || (tag.Length <= Limits.LanguageTag && LanguageTag().IsMatch(tag))
        ? this
        : Add(RefusalCodes.Malformed, "A language is a BCP 47 tag such as fr or pt-BR.", path);

    public Decision OrElse(Func<Decision> decide) => Failed ? Decision.Refuse(refusals) : decide();

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }

        return true;
    }

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
