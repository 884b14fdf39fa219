using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.GraphQL.Types.Changes;

/// <summary>The kinds of event, named after their wire names without the version. A kind's value is its wire name.</summary>
public sealed class ChangeKindType : EnumerationGraphType
{
    private static readonly Dictionary<Type, string> Descriptions = new()
    {
        [typeof(CountryRegistered)] = "A country exists in the base.",
        [typeof(OrganisationRegistered)] = "An organisation exists in the base.",
        [typeof(DiplomatRegistered)] = "A diplomat exists in the base.",
        [typeof(PersonRegistered)] = "A person exists in the base.",
        [typeof(ExpulsionRegistered)] = "An expulsion exists in the base.",
        [typeof(EpisodeRegistered)] = "An episode exists in the base.",
        [typeof(EntityRelabelled)] = "An entity got another label.",
        [typeof(IdentityJudged)] = "A curator judged whether two entities are one.",
        [typeof(EntityMerged)] = "An entity turned out to be another one, and was merged into it.",
        [typeof(EntityUnmerged)] = "A merge was undone.",
        [typeof(SourceRegistered)] = "A source exists in the base.",
        [typeof(SourceDescribed)] = "A source's description was completed or corrected.",
        [typeof(SourceCited)] = "One source was found to cite another.",
        [typeof(CitationRemoved)] = "A citation was recorded by mistake and removed.",
        [typeof(SourceReliabilityGraded)] = "A curator graded a source.",
        [typeof(SourceSnapshotTaken)] = "It was kept what a source looked like at some time.",
        [typeof(SourceRetracted)] = "A publisher took a whole source back.",
        [typeof(IndependenceJudged)] = "A curator judged whether two sources are independent.",
        [typeof(ClaimAsserted)] = "A source's claim was recorded.",
        [typeof(ClaimCredibilityGraded)] = "A curator graded a claim.",
        [typeof(ClaimRanked)] = "A curator ranked a claim.",
        [typeof(ClaimRetracted)] = "A source took a claim back.",
        [typeof(ClaimWithdrawn)] = "A claim was recorded wrongly and withdrawn.",
        [typeof(SubjectErased)] = "The details of a natural person were erased on request.",
    };

    public ChangeKindType()
    {
        Name = "ChangeKind";
        Description = "What happened.";
        foreach (var (type, wireName) in EventNames.All) Add(wireName.Split('.')[0].ToUpperInvariant(), wireName, Descriptions[type]);
    }
}
