using System.Globalization;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.ReadModel;
using static KnowledgeBase.Exchange.Nanopublications.Nanopublication;
using static KnowledgeBase.Exchange.Nanopublications.Vocabularies;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>A claim as a nanopublication. What it asserts is that somebody said something, not that it is so.</summary>
internal static class ClaimNanopublication
{
    /// <param name="claim">The claim.</param>
    /// <param name="supersedes">The nanopublications in whose place it comes.</param>
    /// <param name="settings">Of all exports.</param>
    public static Nanopublication Of(KnownClaim claim, IReadOnlyList<string> supersedes, ExportSettings settings)
    {
        var nanopublication = new Nanopublication();
        Assert(nanopublication, claim);
        Prove(nanopublication, claim);
        nanopublication.SayWho(claim.Asserted.RecordedBy, claim.Asserted.RecordedAt, settings);
        nanopublication.Say(PublicationInfo, Self, Npx + "introduces", Iris.Of(claim.Row.Id));
        nanopublication.SayText(PublicationInfo, Self, Rdfs + "comment", claim.Row.Note);
        foreach (var superseded in supersedes) nanopublication.Say(PublicationInfo, Self, Npx + "supersedes", superseded);
        return nanopublication;
    }

    private static void Assert(Nanopublication nanopublication, KnownClaim claim)
    {
        var (row, id) = (claim.Row, Iris.Of(claim.Row.Id));
        nanopublication.Say(Assertion, id, Rdf + "type", Own + "Claim");
        nanopublication.Say(Assertion, id, Own + "subject", Iris.Of(claim.Subject.Id));
        nanopublication.Say(Assertion, id, Own + "property", Own + PropertyRegistry.Get(row.Property).Name);
        nanopublication.Say(Assertion, id, Own + "stance", Own + Terms.Of(row.Stance));
        nanopublication.Say(Assertion, id, Own + "source", Iris.Of(row.Source));
        switch (row.Value)
        {
            case TextValue v:
                nanopublication.SayText(Assertion, id, Own + "value", v.Text, v.Language);
                break;
            case EntityValue:
                nanopublication.Say(Assertion, id, Own + "value", Iris.Of(claim.ValueEntity!.Id));
                break;
            case HeadcountValue v:
                nanopublication.SayText(Assertion, id, Own + "value", v.Headcount.Text);
                nanopublication.Say(Assertion, id, Own + "min", Number(v.Headcount.Min));
                if (v.Headcount.Max is { } max) nanopublication.Say(Assertion, id, Own + "max", Number(max));
                break;
            case DateValue v:
                nanopublication.SayDate(Assertion, id, Own + "value", v.Date.Text);
                break;
            case TermValue v:
                nanopublication.Say(Assertion, id, Own + "value", Own + v.Term);
                break;
            case NumberValue v:
                nanopublication.Say(Assertion, id, Own + "value", Number(v.Number));
                break;
        }

        nanopublication.SayDate(Assertion, id, Own + "statedOn", row.Stated);
        nanopublication.SayDate(Assertion, id, Own + "validDuring", row.Valid);
        Describe(nanopublication, claim.Subject);
        if (claim.ValueEntity is { } value) Describe(nanopublication, value);
    }

    private static void Prove(Nanopublication nanopublication, KnownClaim claim)
    {
        var row = claim.Row;
        var read = row.ReadIn ?? row.Source;
        nanopublication.Say(Provenance, Assertion, ProvO + "wasDerivedFrom", Iris.Of(row.Source));
        if (read != row.Source) nanopublication.Say(Provenance, Assertion, ProvO + "wasDerivedFrom", Iris.Of(read));
        if (row.QuoteExact is not null)
        {
            var quotation = Within("quotation");
            nanopublication.Say(Provenance, Assertion, ProvO + "wasQuotedFrom", Iris.Of(read));
            nanopublication.Say(Provenance, Assertion, Own + "quotation", quotation);
            nanopublication.Say(Provenance, quotation, Rdf + "type", Oa + "TextQuoteSelector");
            nanopublication.SayText(Provenance, quotation, Oa + "exact", row.QuoteExact);
            nanopublication.SayText(Provenance, quotation, Oa + "prefix", row.QuotePrefix);
            nanopublication.SayText(Provenance, quotation, Oa + "suffix", row.QuoteSuffix);
        }

        for (var i = 0; i < row.AttributedTo.Chains.Count; i++)
        {
            var chain = Within(string.Create(CultureInfo.InvariantCulture, $"attribution{i + 1}"));
            nanopublication.Say(Provenance, Assertion, Own + "attributedTo", chain);
            nanopublication.Say(Provenance, chain, Rdf + "type", Rdf + "Seq");
            for (var step = 0; step < row.AttributedTo.Chains[i].Count; step++)
            {
                nanopublication.Say(Provenance, chain, string.Create(CultureInfo.InvariantCulture, $"{Rdf}_{step + 1}"), Iris.Of(row.AttributedTo.Chains[i][step]));
            }
        }

        foreach (var source in claim.Sources.Values.OrderBy(s => s.Id)) Describe(nanopublication, source);
    }

    private static void Describe(Nanopublication nanopublication, EntityRow entity)
    {
        var id = Iris.Of(entity.Id);
        nanopublication.Say(Assertion, id, Rdf + "type", Own + entity.Kind);
        nanopublication.SayText(Assertion, id, Rdfs + "label", entity.Label);
        nanopublication.SayText(Assertion, id, Own + "key", Terms.Reference(entity));
    }

    private static void Describe(Nanopublication nanopublication, SourceRow source)
    {
        var id = Iris.Of(source.Id);
        nanopublication.Say(Provenance, id, Rdf + "type", Own + source.Kind);
        if (source.IsErased) return;
        if (source.IsOriginal || source.Kind is SourceKind.OfficialStatement or SourceKind.Person or SourceKind.Informant) nanopublication.Say(Provenance, Assertion, ProvO + "hadPrimarySource", id);
        nanopublication.SayText(Provenance, id, Dct + "title", source.Title);
        nanopublication.SayText(Provenance, id, Own + "key", source.Key);
        if (source.Url is { } url) nanopublication.Say(Provenance, id, Rdfs + "seeAlso", url);
        if (source.Publisher is { } publisher && publisher != source.Id) nanopublication.Say(Provenance, id, Dct + "publisher", Iris.Of(publisher));
        nanopublication.SayDate(Provenance, id, Dct + "issued", source.Published);
        nanopublication.SayText(Provenance, id, Dct + "language", source.Language);
    }

    private static RdfTerm Number(long number) => RdfTerm.Typed(number.ToString(CultureInfo.InvariantCulture), Xsd + "integer");
}
