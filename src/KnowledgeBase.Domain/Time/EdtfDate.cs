using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Domain.Time;

/// <summary>Why a text is no date.</summary>
/// <param name="Code">DATE_MALFORMED, DATE_IMPOSSIBLE, DATE_OUT_OF_RANGE, DATE_REVERSED or DATE_TOO_LONG.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Position">Index in the text as given: of the part that is wrong, or of the date that has no readable form.</param>
public sealed record EdtfError(string Code, string Message, int Position);

/// <summary>
/// A date with the precision that it was given with: the Extended Date/Time Format, level 1 (ISO 8601-2:2019; Library of Congress,
/// 2019), without the years before 0001 and after 9999. It keeps its text, and the first and last day that it may mean.
/// </summary>
/// <remarks>
/// An approximate date (<c>~</c>) keeps the bounds of what is written: how far "about" reaches is not known. A season may lie in
/// either hemisphere: spring and autumn (21, 23) have the bounds of their year; summer and winter (22, 24) run over a New Year in
/// one of them, and nobody says which one, so they reach from 1 December before their year to 31 March after it. A date-time
/// means the day that is written, in its own zone. Equality is by text.
/// </remarks>
[JsonConverter(typeof(EdtfDateJsonConverter))]
public sealed class EdtfDate : IEquatable<EdtfDate>
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 100;

    internal EdtfDate(string text, DateOnly? earliest, DateOnly? latest) => (Text, Earliest, Latest) = (text, earliest, latest);

    /// <summary>As it was given, without white space around it.</summary>
    public string Text { get; }

    /// <summary>First day that it may mean, inclusive; null when open or unknown.</summary>
    public DateOnly? Earliest { get; }

    /// <summary>Last day that it may mean, inclusive; null when open or unknown.</summary>
    public DateOnly? Latest { get; }

    /// <summary>Marked with <c>~</c> or <c>%</c>; an interval, on either side.</summary>
    public bool IsApproximate => Text.AsSpan().ContainsAny('~', '%');

    /// <summary>Marked with <c>?</c> or <c>%</c>; an interval, on either side.</summary>
    public bool IsUncertain => Text.AsSpan().ContainsAny('?', '%');

    public static bool TryParse(string? text, [NotNullWhen(true)] out EdtfDate? date, [NotNullWhen(false)] out EdtfError? error) =>
        EdtfParser.TryParse(text, out date, out error);

    /// <exception cref="FormatException">The text is no EDTF level 1 date.</exception>
    public static EdtfDate Parse(string text) => TryParse(text, out var date, out var error) ? date : throw new FormatException(error.Message);

    /// <summary>
    /// Whether some day that it may mean lies in the range; both ends are inclusive, null is open. No day lies in a range that ends
    /// before it begins. An unknown side may be any day, like an open one.
    /// </summary>
    public bool MayOverlap(DateOnly? from, DateOnly? to) =>
        !(from > to) && (Latest is not { } latest || from is not { } f || latest >= f) && (Earliest is not { } earliest || to is not { } t || earliest <= t);

    public bool Equals(EdtfDate? other) => other is not null && other.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as EdtfDate);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
