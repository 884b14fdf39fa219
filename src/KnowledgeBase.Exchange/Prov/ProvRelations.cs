using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>Rows as relations.</summary>
internal static class ProvRelations
{
    private static readonly ProvAttribute Quotation = ProvAttribute.Type("prov:Quotation");
    private static readonly ProvAttribute PrimarySource = ProvAttribute.Type("prov:PrimarySource");
    private static readonly ProvAttribute Revision = ProvAttribute.Type("prov:Revision");

    /// <summary>It came into the base by a change.</summary>
    public static ProvRecord Generation(Guid entity, ChangeRow change) => ProvRecord.Relation(
        ProvKind.Generation, ("entity", entity), ("activity", ProvElements.ActivityOf(change)), [], ("time", change.RecordedAt));

    /// <summary>It stands no more since a change.</summary>
    public static ProvRecord Invalidation(Guid entity, ChangeRow change, string type, string? reason) => ProvRecord.Relation(
        ProvKind.Invalidation, ("entity", entity), ("activity", ProvElements.ActivityOf(change)), new ProvAttributes(type).Text("kb:reason", reason).All, ("time", change.RecordedAt));

    /// <summary>What was recorded in nothing that has an id is at least somebody's.</summary>
    public static IEnumerable<ProvRecord> Recorder(Guid entity, ChangeRow change) => ProvElements.ActivityOf(change) is null
        ? [ProvRecord.Relation(ProvKind.Attribution, ("entity", entity), ("agent", Iris.Account(change.RecordedBy)), [ProvAttribute.Type("kb:Recording")])]
        : [];

    public static IEnumerable<ProvRecord> Published(SourceRow source) => source.Publisher is { } publisher && publisher != source.Id
        ? [ProvRecord.Relation(ProvKind.Attribution, ("entity", source.Id), ("agent", publisher), [ProvAttribute.Type("kb:Publication")])]
        : [];

    /// <summary>Who says it: the source, or who published it.</summary>
    public static IEnumerable<ProvRecord> Said(ClaimRow claim, ClaimPage page)
    {
        var source = page.Sources[claim.Source];
        return (ProvElements.IsSpeaker(source) ? source.Id : source.Publisher) is { } speaker
            ? [ProvRecord.Relation(ProvKind.Attribution, ("entity", claim.Id), ("agent", speaker), [ProvAttribute.Type("kb:Statement")])]
            : [];
    }

    /// <summary>Where a claim has it from: its source, where that was read, and whomever it names.</summary>
    public static IEnumerable<ProvRecord> Derivations(ClaimRow claim, ClaimPage page)
    {
        var source = page.Sources[claim.Source];
        yield return Derivation(claim.Id, source.Id, "kb:Source", claim is { QuoteExact: not null, ReadIn: null }, IsPrimary(source));
        if (claim.ReadIn is { } read && read != source.Id) yield return Derivation(claim.Id, read, "kb:ReadIn", claim.QuoteExact is not null, false);
        for (var i = 0; i < claim.AttributedTo.Chains.Count; i++)
        {
            var chain = claim.AttributedTo.Chains[i];
            for (var step = 0; step < chain.Count; step++)
            {
                var named = Derivation(claim.Id, chain[step], "kb:Attribution", false, IsPrimary(page.Sources[chain[step]]));
                yield return named with { Attributes = [.. named.Attributes, Number("kb:chain", i + 1), Number("kb:step", step + 1)] };
            }
        }

        if (claim.SupersededBy is { } successor) yield return Derived(successor, claim.Id, [Revision]);
    }

    public static ProvRecord Citation(CitationRow citation)
    {
        // A reprint repeats all of it, a quotation some; what is paraphrased or translated is in other words.
        var attributes = new ProvAttributes($"kb:{citation.Manner}").Flag("kb:wasConsulted", citation.WasConsulted).Text("kb:note", citation.Note).All;
        return Derived(citation.Citing, citation.Cited, citation.Manner is CitationManner.Quotes or CitationManner.Reprints ? [Quotation, .. attributes] : attributes);
    }

    public static ProvRecord Association(Guid activity, string account) =>
        ProvRecord.Relation(ProvKind.Association, ("activity", activity), ("agent", Iris.Account(account)), []);

    public static ProvRecord Specialization(SnapshotRow snapshot) => ProvRecord.Relation(
        ProvKind.Specialization, ("specificEntity", Iris.Snapshot(snapshot.Source, snapshot.Position)), ("generalEntity", snapshot.Source), []);

    /// <summary>Two entities that were merged.</summary>
    public static ProvRecord Alternate(Guid absorbed, Guid survivor) => ProvRecord.Relation(ProvKind.Alternate, ("alternate1", absorbed), ("alternate2", survivor), []);

    private static ProvRecord Derivation(Guid claim, Guid source, string role, bool isQuoted, bool isPrimary)
    {
        var types = new List<ProvAttribute>();
        if (isQuoted) types.Add(Quotation);
        if (isPrimary) types.Add(PrimarySource);
        types.Add(ProvAttribute.Type(role));
        return Derived(claim, source, types);
    }

    private static ProvRecord Derived(Guid generated, Guid used, IReadOnlyList<ProvAttribute> attributes) =>
        ProvRecord.Relation(ProvKind.Derivation, ("generatedEntity", generated), ("usedEntity", used), attributes);

    /// <summary>Whoever speaks there was there: what counts as a root when a lineage ends with it.</summary>
    private static bool IsPrimary(SourceRow source) => source.IsOriginal || source.Kind is SourceKind.OfficialStatement or SourceKind.Person or SourceKind.Informant;

    private static ProvAttribute Number(string name, int number) => new(name, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ProvValueKind.Integer);
}
