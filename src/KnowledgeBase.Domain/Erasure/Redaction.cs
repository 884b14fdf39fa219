using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Erasure;

/// <summary>How much of an event goes.</summary>
public enum RedactionDepth
{
    /// <summary>It is about the erased person: everything that was known goes. What is left says that there was something.</summary>
    Whole,
    /// <summary>Free texts go: titles, addresses, quotations, notes, reasons. What a claim says stays.</summary>
    Words,
    /// <summary>Free texts go, and those that are a claim's value with them.</summary>
    WordsAndValues,
}

/// <summary>Events without personal details. Pure, and total: an event without anything to erase comes back as it is.</summary>
public static class Redaction
{
    /// <summary>What stands where a text was that cannot be missing.</summary>
    public const string Placeholder = "Erased on request";

    private const string KeyPrefix = "erased-";

    /// <summary>The key of what lost its own: a slug like others, and made of nothing but the id.</summary>
    public static string KeyOf(Guid id) => $"{KeyPrefix}{id:n}";

    /// <summary>The id in a key that <see cref="KeyOf"/> made; null for any other.</summary>
    public static Guid? IdOf(string key) => key.StartsWith(KeyPrefix, StringComparison.Ordinal) && Guid.TryParseExact(key.AsSpan(KeyPrefix.Length), "N", out var id) ? id : null;

    /// <param name="stand">
    /// Makes the text that stands for a text value from now on: the same for the same value, another for another, so that claims
    /// still agree and disagree as they did.
    /// </param>
    public static object Of(object @event, RedactionDepth depth, Func<TextValue, string> stand) => @event switch
    {
        IEntityRegistered e => Registered(e, depth),
        EntityRelabelled e => e with { Label = Placeholder, Reason = Note(e.Reason) },
        IdentityJudged e => e with { Reason = Placeholder },
        EntityMerged e => e with { Reason = Placeholder },
        EntityUnmerged e => e with { Reason = Placeholder },
        SourceRegistered e => e with { Key = KeyOf(e.SourceId), Description = Described(e.Description, depth), IsErased = e.IsErased || depth == RedactionDepth.Whole },
        SourceDescribed e => e with { Description = Described(e.Description, depth) },
        SourceCited e => e with { Note = Note(e.Note) },
        CitationRemoved e => e with { Reason = Placeholder },
        SourceReliabilityGraded e => e with { Reason = Placeholder },
        // A hash can be tried with guesses. What was under it goes with it (SnapshotContents).
        SourceSnapshotTaken e => e with { Sha256 = "", Length = 0, Url = null },
        SourceRetracted e => e with { Reason = Placeholder },
        IndependenceJudged e => e with { Reason = Placeholder },
        ClaimAsserted e => Asserted(e, depth, stand),
        ClaimCredibilityGraded e => e with { Reason = Placeholder },
        ClaimRanked e => e with { Reason = Placeholder },
        ClaimRetracted e => e with { Reason = Placeholder },
        ClaimWithdrawn e => e with { Reason = Placeholder },
        _ => @event,
    };

    private static object Registered(IEntityRegistered registered, RedactionDepth depth)
    {
        var (key, whole) = (KeyOf(registered.EntityId), depth == RedactionDepth.Whole);
        return registered switch
        {
            PersonRegistered e => e with { Key = key, Label = Placeholder, IsErased = e.IsErased || whole },
            DiplomatRegistered e => e with { Key = key, Label = Placeholder, IsErased = e.IsErased || whole },
            OrganisationRegistered e => e with { Key = key, Label = Placeholder },
            ExpulsionRegistered e => e with { Key = key, Label = Placeholder },
            EpisodeRegistered e => e with { Key = key, Label = Placeholder },
            CountryRegistered e => e with { Label = Placeholder },
            _ => registered,
        };
    }

    // Kind, publisher and date bear on other facts and name nobody.
    private static SourceDescription Described(SourceDescription d, RedactionDepth depth) => d with
    {
        Title = Placeholder,
        Url = null,
        Language = depth == RedactionDepth.Whole ? null : d.Language,
    };

    private static ClaimAsserted Asserted(ClaimAsserted e, RedactionDepth depth, Func<TextValue, string> stand)
    {
        var worded = e with { Quotation = null, Note = null };
        return depth switch
        {
            // An erased claim stays one, also where only the words of an event are to go.
            _ when e.IsErased => worded,
            RedactionDepth.Whole => worded with { Value = null, ValidDuring = null, IsErased = true },
            RedactionDepth.Words => worded,
            _ => worded with
            {
                Value = e.Value switch
                {
                    TextValue v => v with { Text = stand(v) },
                    HeadcountValue v => new HeadcountValue(v.Headcount with { Text = Plain(v.Headcount) }),
                    _ => e.Value,
                },
            },
        };
    }

    private static string? Note(string? note) => note is null ? null : Placeholder;

    private static string Plain(Headcount h) => h.Max switch
    {
        null => FormattableString.Invariant($"at least {h.Min}"),
        { } max when max == h.Min => FormattableString.Invariant($"{h.Min}"),
        { } max => FormattableString.Invariant($"{h.Min} to {max}"),
    };
}
