using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;
using static KnowledgeBase.Exchange.Nanopublications.Nanopublication;
using static KnowledgeBase.Exchange.Nanopublications.Vocabularies;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>Nanopublications that say that a claim does not stand any more.</summary>
internal static class TakenBack
{
    /// <summary>We recorded it wrongly: whoever did it takes back what was published of it.</summary>
    public static Nanopublication Withdrawn(ClaimRow claim, ChangeRow change, IEnumerable<string> published, ExportSettings settings)
    {
        var (nanopublication, account) = (new Nanopublication(), Iris.Of(Iris.Account(change.RecordedBy)));
        foreach (var uri in published) nanopublication.Say(Assertion, account, Npx + "retracts", uri);
        nanopublication.Say(Provenance, Assertion, ProvO + "wasAttributedTo", account);
        return Finished(nanopublication, claim, change, settings);
    }

    /// <summary>The source took it back: that it had said so stays true, and published.</summary>
    public static Nanopublication Retracted(ClaimRow claim, ChangeRow change, ExportSettings settings)
    {
        var nanopublication = new Nanopublication();
        nanopublication.Say(Assertion, Iris.Of(claim.Id), Own + "retractedBy", Iris.Of(claim.Source));
        nanopublication.Say(Provenance, Assertion, ProvO + "wasDerivedFrom", Iris.Of(claim.Source));
        return Finished(nanopublication, claim, change, settings);
    }

    private static Nanopublication Finished(Nanopublication nanopublication, ClaimRow claim, ChangeRow change, ExportSettings settings)
    {
        nanopublication.SayWho(change.RecordedBy, change.RecordedAt, settings);
        nanopublication.SayText(PublicationInfo, Self, Rdfs + "comment", claim.StandingReason);
        return nanopublication;
    }
}
