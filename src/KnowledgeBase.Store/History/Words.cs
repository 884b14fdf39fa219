using System.Globalization;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.History;

/// <summary>Domain terms as people say them.</summary>
internal static class Words
{
    /// <summary><c>DeclinesComment</c> → <c>DECLINES_COMMENT</c>, as in the API.</summary>
    public static string? OfEnum<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } v ? Split(v.ToString(), '_').ToUpperInvariant() : null;

    /// <summary><c>expellingParty</c> → <c>expelling party</c>.</summary>
    public static string Of(Property property) => Split(property.Field, ' ').ToLowerInvariant();

    /// <summary><c>EXPULSION_EXPELLING_PARTY</c>, as in the API.</summary>
    public static string InFull(Property property) => $"{property.Subject}_{Split(property.Field, '_')}".ToUpperInvariant();

    public static string Of(EntityKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(SourceKind kind) => Split(kind.ToString(), ' ').ToLowerInvariant();

    /// <summary>"article" → "an article".</summary>
    public static string OneOf(string noun) => "aeiou".Contains(noun[0], StringComparison.Ordinal) ? $"an {noun}" : $"a {noun}";

    public static StoryPart Of(Value value) => value switch
    {
        TextValue v => Quoted(v.Text),
        EntityValue v => new NamedEntity(v.EntityId),
        HeadcountValue v => Quoted(v.Headcount.Text),
        DateValue v => v.Date.Text,
        TermValue v => v.Term.Replace('_', ' ').ToLowerInvariant(),
        NumberValue v => v.Number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "No words for this kind of value."),
    };

    /// <summary>The value as a detail: in full, and terms as in the API.</summary>
    public static StoryText? InFull(Value? value) => value switch
    {
        null => null,
        TextValue v => StoryText.Of(v.Text),
        HeadcountValue v => StoryText.Of(v.Headcount.Text),
        TermValue v => StoryText.Of(v.Term),
        _ => new([Of(value)]),
    };

    public static string Quoted(string text) => $"\"{StoryText.Short(text)}\"";

    public static string Of(Reliability grade) => grade switch
    {
        Reliability.A => "A (completely reliable)",
        Reliability.B => "B (usually reliable)",
        Reliability.C => "C (fairly reliable)",
        Reliability.D => "D (not usually reliable)",
        Reliability.E => "E (unreliable)",
        _ => "F (reliability cannot be judged)",
    };

    public static string Of(Credibility grade) => grade switch
    {
        Credibility.Confirmed => "1 (confirmed by other sources)",
        Credibility.ProbablyTrue => "2 (probably true)",
        Credibility.PossiblyTrue => "3 (possibly true)",
        Credibility.Doubtful => "4 (doubtful)",
        Credibility.Improbable => "5 (improbable)",
        _ => "6 (truth cannot be judged)",
    };

    private static string Split(string camelCase, char separator) =>
        string.Concat(camelCase.Select((c, i) => i > 0 && char.IsUpper(c) ? $"{separator}{c}" : c.ToString()));
}
