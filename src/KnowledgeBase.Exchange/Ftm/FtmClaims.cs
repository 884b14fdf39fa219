using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>A claim as statements of its source; what of it does not fit is told.</summary>
internal sealed class FtmClaims(ExportView view, string? lastSeen)
{
    /// <summary>Statements, of the subject itself or of an edge; none when the claim does not fit.</summary>
    public IEnumerable<FtmStatement> Of(ClaimRow claim, ClaimPage page)
    {
        var property = PropertyRegistry.Get(claim.Property);
        if (!Fits(claim)) return [];
        if (FtmRules.Of(property) is not { } rule)
        {
            view.Report($"property.{property.Name}", "FollowTheMoney has no property for it.");
            return [];
        }

        var (subject, source) = (page.Entities[claim.RecordedSubject], page.Sources[claim.Source]);
        var canonical = page.Entities[claim.Subject];
        var (id, canonicalId) = (FtmNames.Entity(subject.Kind, subject.Key), FtmNames.Entity(canonical.Kind, canonical.Key));
        if (Value(claim, rule, property, page) is not var (value, original)) return [];
        Told(claim, rule);
        var language = (claim.Value as TextValue)?.Language;
        if (language is not null && FtmNames.Language(language) is null) view.Report("language", "ISO 639-3 has no code that .NET knows for this tag; the words are there without a language.");
        var said = new FtmStatement(id, rule.Schema, rule.Prop, value, FtmNames.Dataset(source.Key))
        {
            CanonicalId = canonicalId, PropType = rule.Type, Lang = FtmNames.Language(language), OriginalValue = original, Origin = source.Key,
            FirstSeen = FtmInstant.Of(page.Changes[claim.Recorded].RecordedAt), LastSeen = lastSeen,
        };
        if (rule.Target != FtmTarget.Edge) return [said.WithId(), .. Proof(said, source)];

        // The edge is between the survivors: whoever reads it need not resolve it.
        var edge = said with { EntityId = FtmNames.Edge(rule.Schema, canonicalId, value), CanonicalId = "" };
        return rule.Role is null
            ? [edge.WithId(), (edge with { Prop = rule.Holder!, Value = canonicalId }).WithId()]
            : [edge.WithId(), (edge with { Prop = rule.Holder!, Value = canonicalId }).WithId(), (edge with { Prop = "role", PropType = "string", Value = rule.Role }).WithId()];
    }

    /// <summary>The document in which it is said.</summary>
    private static IEnumerable<FtmStatement> Proof(FtmStatement said, SourceRow source) => FtmSources.IsDocument(source)
        ? [(said with { Prop = "proof", PropType = "entity", Value = FtmNames.Source(source.Key), Lang = null, OriginalValue = null }).WithId()]
        : [];

    private (string Value, string? Original)? Value(ClaimRow claim, FtmRule rule, Property property, ClaimPage page)
    {
        switch (claim.Value)
        {
            case EntityValue v when rule.Target == FtmTarget.CountryCode:
                return (page.Entities[v.EntityId].Key.ToLowerInvariant(), null);
            case EntityValue v:
                return (FtmNames.Entity(page.Entities[v.EntityId].Kind, page.Entities[v.EntityId].Key), null);
            case DateValue v when FtmDates.Prefix(v.Date) is { } prefix:
                if (v.Date.IsApproximate || v.Date.IsUncertain) view.Report("date.qualified", "FollowTheMoney has no sign for about and perhaps; original_value has the date as it was given.");
                return (prefix, prefix == v.Date.Text ? null : v.Date.Text);
            case DateValue:
                view.Report("date.range", "FollowTheMoney has no dates that are ranges.");
                return null;
            case TextValue v:
                return (v.Text, null);
            default:
                view.Report($"property.{property.Name}", "FollowTheMoney has no value of this kind.");
                return null;
        }
    }

    private bool Fits(ClaimRow claim)
    {
        var (what, why) = claim switch
        {
            { Standing: not Standing.Standing } => ($"claim.standing.{Terms.Of(claim.Standing)}", "It was taken back; a dataset has what it says now."),
            { Rank: Rank.Deprecated } => ("claim.rank.DEPRECATED", "FollowTheMoney has no ranks; what is deprecated is left out."),
            _ when !claim.Stance.Supports() => ($"claim.stance.{Terms.Of(claim.Stance)}", "A statement of FollowTheMoney can only say that something is so."),
            { Value: null } => ("claim.withoutValue", "A statement of FollowTheMoney has a value."),
            _ => (null, ""),
        };
        if (what is not null) view.Report(what, why);
        return what is null;
    }

    /// <summary>What of a claim that is written is lost.</summary>
    private void Told(ClaimRow claim, FtmRule rule)
    {
        if (claim.Stance != Stance.Asserts) view.Report($"claim.stance.{Terms.Of(claim.Stance)}.written", "A dataset states what it says; that it only confirms or passes it on is lost.");
        if (claim.AttributedTo.Chains.Count > 0) view.Report("claim.attribution", "FollowTheMoney has no chains of attribution.");
        if (claim.QuoteExact is not null) view.Report("claim.quotation", "FollowTheMoney has no quotations.");
        if (claim.Stated is not null) view.Report("claim.statedOn", "FollowTheMoney knows when a statement was seen, not when it was made.");
        if (claim.Valid is not null) view.Report("claim.validDuring", "FollowTheMoney has no time for which a value holds.");
        if (claim.ReadIn is not null) view.Report("claim.readIn", "FollowTheMoney has no second source of a statement.");
        if (claim.Note is not null) view.Report("claim.note", "FollowTheMoney has no remarks on statements.");
        if (claim.Credibility is not null) view.Report("claim.credibility", "FollowTheMoney has no grades.");
        if (claim.Rank == Rank.Preferred) view.Report("claim.rank.PREFERRED", "FollowTheMoney has no ranks.");
        if (rule.Property == "Country.officialName") view.Report("property.Country.officialName.alias", "It is written as an alias, which is less than an official name.");
    }
}

/// <summary>Dates as FollowTheMoney has them: as many of the leading parts of ISO 8601 as are known.</summary>
internal static class FtmDates
{
    /// <summary>Null when the date is a range.</summary>
    public static string? Prefix(EdtfDate date)
    {
        if (date.Text.Contains('/')) return null;
        var text = date.Text.TrimEnd('?', '~', '%');
        if (text.IndexOf('T') is var time and > 0) return text[..time];
        if (text.Split('-') is [{ Length: 4 } year, .. var rest] && !year.Contains('X'))
        {
            if (rest.Length == 0 || rest[0] == "XX") return year;
            // Seasons are no months.
            if (int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) > 12) return year;
            return rest.Length == 1 || rest[1] == "XX" ? $"{year}-{rest[0]}" : text;
        }

        return null;
    }
}

internal static class FtmInstant
{
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
