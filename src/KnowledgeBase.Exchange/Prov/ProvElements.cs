using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Bulk;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>Rows as entities, activities and agents.</summary>
internal static class ProvElements
{
    public static ProvRecord Entity(EntityRow entity) => ProvRecord.Element(
        ProvKind.Entity, entity.Id, new ProvAttributes($"kb:{entity.Kind}").Label(entity.Label).Text("kb:key", Terms.Reference(entity)).All);

    /// <summary>Of an erased one, that there is one.</summary>
    public static ProvRecord Source(SourceRow source) => ProvRecord.Element(ProvKind.Entity, source.Id, source.IsErased
        ? new ProvAttributes($"kb:{source.Kind}").Flag("kb:erased", true).All
        : new ProvAttributes($"kb:{source.Kind}").Label(source.Title)
            .Text("kb:key", source.Key).Address("kb:url", source.Url).Text("kb:publishedOn", source.Published).Text("kb:language", source.Language)
            .Flag("kb:originalReporting", source.IsOriginal)
            .Text("kb:reliability", source.Reliability is { } grade ? Terms.Of(grade) : null).Text("kb:reliabilityReason", source.ReliabilityReason)
            .Text("kb:retractionReason", source.RetractionReason).Text("kb:retractedOn", source.RetractedOn).All);

    public static ProvRecord Snapshot(SnapshotRow snapshot) => ProvRecord.Element(
        ProvKind.Entity, Iris.Snapshot(snapshot.Source, snapshot.Position),
        new ProvAttributes("kb:Snapshot").Text("kb:sha256", snapshot.Sha256).Text("kb:mediaType", snapshot.MediaType).Number("kb:length", snapshot.Length).Address("kb:url", snapshot.Url).All);

    public static ProvRecord Claim(ClaimRow claim, ClaimPage page)
    {
        var attributes = new ProvAttributes("kb:Claim")
            .Thing("kb:subject", claim.Subject).Text("kb:property", PropertyRegistry.Get(claim.Property).Name).Text("kb:stance", Terms.Of(claim.Stance)).Thing("kb:source", claim.Source);
        Value(attributes, claim.Value, page);
        foreach (var chain in claim.AttributedTo.Chains) attributes.Text("kb:attributedTo", string.Join(' ', chain.Select(ProvNames.Of)));
        attributes
            .Text("kb:statedOn", claim.Stated).Text("kb:validDuring", claim.Valid)
            .Text("kb:quotation", claim.QuoteExact).Text("kb:quotationPrefix", claim.QuotePrefix).Text("kb:quotationSuffix", claim.QuoteSuffix)
            .Text("kb:quotationStatus", page.Quotations.TryGetValue(claim.Id, out var quotation) ? Terms.Of(quotation.Status) : null)
            .Thing("kb:readIn", claim.ReadIn).Text("kb:note", claim.Note)
            .Number("kb:credibility", (long?)claim.Credibility).Text("kb:credibilityReason", claim.CredibilityReason)
            .Text("kb:rank", claim.Rank == Rank.Normal ? null : Terms.Of(claim.Rank)).Text("kb:rankReason", claim.RankReason)
            .Text("kb:standing", claim.Standing == Standing.Standing ? null : Terms.Of(claim.Standing)).Text("kb:standingReason", claim.StandingReason);
        return ProvRecord.Element(ProvKind.Entity, claim.Id, attributes.All);
    }

    public static ProvRecord Activity(OriginRow origin) => ProvRecord.Element(
        ProvKind.Activity, IdOf(origin), new ProvAttributes($"kb:{origin.Kind}").All, ("startTime", origin.Begun), ("endTime", origin.Ended));

    public static Guid IdOf(OriginRow origin) => origin.Kind == OriginKind.Import ? Guid.Parse(origin.Key) : Iris.Request(origin.Key);

    /// <summary>What a change was recorded in; null when it was in nothing that has an id.</summary>
    public static Guid? ActivityOf(ChangeRow change) => change.ImportId ?? (change.RequestId is { } request ? Iris.Request(request) : null);

    /// <summary>Somebody who records.</summary>
    public static ProvRecord Account(string name) => ProvRecord.Element(ProvKind.Agent, Iris.Account(name), new ProvAttributes("kb:Account").Label(name).All);

    /// <summary>Somebody who speaks or publishes: the same thing as the entity with its id.</summary>
    public static ProvRecord Speaker(SourceRow source) => ProvRecord.Element(ProvKind.Agent, source.Id, Described(source).All);

    /// <summary>Whether it is somebody, rather than a piece by somebody.</summary>
    public static bool IsSpeaker(SourceRow source) => source.Kind is SourceKind.Outlet or SourceKind.Person or SourceKind.Informant;

    private static ProvAttributes Described(SourceRow source)
    {
        var attributes = new ProvAttributes(source.Kind switch
        {
            SourceKind.Person => "prov:Person",
            SourceKind.Outlet => "prov:Organization",
            _ => $"kb:{source.Kind}",
        });
        return source.IsErased ? attributes : attributes.Label(source.Title);
    }

    private static void Value(ProvAttributes attributes, Value? value, ClaimPage page)
    {
        if (value is null) return;
        attributes.Text("prov:value", Terms.InWords(value, page.Entities), (value as TextValue)?.Language).Text("kb:valueKind", Terms.Of(value.Kind));
        switch (value)
        {
            case EntityValue v:
                attributes.Thing("kb:valueEntity", v.EntityId);
                break;
            case HeadcountValue v:
                attributes.Number("kb:min", v.Headcount.Min).Number("kb:max", v.Headcount.Max);
                break;
        }
    }
}
