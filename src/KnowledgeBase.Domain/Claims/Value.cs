using System.Text.Json.Serialization;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Text;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Claims;

/// <summary>What kind of value a property takes. The numbers are stored: never changed, only added.</summary>
public enum ValueKind
{
    Text = 1,
    Entity = 2,
    Headcount = 3,
    Date = 4,
    Term = 5,
    Number = 6,
}

/// <summary>One value of one claim. Two values are the same when their <see cref="Identity"/> is the same text.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextValue), "text")]
[JsonDerivedType(typeof(EntityValue), "entity")]
[JsonDerivedType(typeof(HeadcountValue), "headcount")]
[JsonDerivedType(typeof(DateValue), "date")]
[JsonDerivedType(typeof(TermValue), "term")]
[JsonDerivedType(typeof(NumberValue), "number")]
public abstract record Value
{
    [JsonIgnore]
    public abstract ValueKind Kind { get; }

    /// <summary>Canonical text that decides whether two values are one, within a property.</summary>
    [JsonIgnore]
    public abstract string Identity { get; }
}

/// <param name="Language">BCP 47 tag; null where the words belong to no language.</param>
public sealed record TextValue(string Text, string? Language = null) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Text;
    [JsonIgnore]
    public override string Identity =>
        // A collapsed text has no line feed in it, so that words and language cannot run together.
        Language is null ? TextNormalisation.Collapse(Text) : $"{TextNormalisation.Collapse(Text)}\n{Language}";
}

public sealed record EntityValue(Guid EntityId) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Entity;
    [JsonIgnore]
    public override string Identity => EntityId.ToString("D");
}

public sealed record HeadcountValue(Headcount Headcount) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Headcount;
    [JsonIgnore]
    public override string Identity => FormattableString.Invariant($"{Headcount.Min}..{Headcount.Max}");
}

public sealed record DateValue(EdtfDate Date) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Date;
    [JsonIgnore]
    public override string Identity => Date.Text;
}

/// <param name="Term">A word of the property's vocabulary, e.g. <c>PERSONA_NON_GRATA</c>.</param>
public sealed record TermValue(string Term) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Term;
    [JsonIgnore]
    public override string Identity => Term;
}

/// <summary>A whole number that does not count persons, e.g. how many states took part.</summary>
public sealed record NumberValue(long Number) : Value
{
    [JsonIgnore]
    public override ValueKind Kind => ValueKind.Number;
    [JsonIgnore]
    public override string Identity => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
