using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.GraphQL.Types;

public sealed class StanceType() : DescribedEnum<Stance>("Stance", "What a source does with a value.",
    (Stance.Asserts, "States it as its own. Supports the value."),
    (Stance.Confirms, "Confirms what others stated. Supports the value."),
    (Stance.Reports, "Passes it on without vouching for it. Supports the value."),
    (Stance.Denies, "Says that it is not so. Contradicts the value."),
    (Stance.DeclinesComment, "Was asked and said nothing. On neither side."),
    (Stance.Speculates, "Holds it for possible. On neither side."),
    (Stance.LeavesOpen, "Says that there is a value, and that it is not known which. On neither side."));

public sealed class RankType() : DescribedEnum<Rank>("Rank", "A curator's rank of a claim among those on the same property.",
    (Rank.Preferred, "Where a claim is preferred, only preferred ones compete."),
    (Rank.Normal, "Competes unless others are preferred."),
    (Rank.Deprecated, "Left out of the decision."));

public sealed class CredibilityGradeType() : DescribedEnum<Credibility>("CredibilityGrade", "The Admiralty code's grade of a single claim, 1 (best) to 5, or 6.",
    (Credibility.Confirmed, "1: confirmed by other sources."),
    (Credibility.ProbablyTrue, "2: probably true."),
    (Credibility.PossiblyTrue, "3: possibly true."),
    (Credibility.Doubtful, "4: doubtful."),
    (Credibility.Improbable, "5: improbable."),
    (Credibility.CannotBeJudged, "6: truth cannot be judged. Never averaged, never ordered between the other grades."));

public sealed class StandingStatusType() : DescribedEnum<Standing>("StandingStatus", "Whether a claim still stands.",
    (Standing.Standing, "It stands."),
    (Standing.Retracted, "The source took it back."),
    (Standing.Withdrawn, "We recorded it wrongly."),
    (Standing.Superseded, "We recorded it wrongly, and another claim takes its place."));

public sealed class SourceKindType() : DescribedEnum<SourceKind>("SourceKind", "What kind of thing speaks.",
    (SourceKind.Outlet, "A newspaper, agency, broadcaster or site as a whole."),
    (SourceKind.Article, "One published piece."),
    (SourceKind.OfficialStatement, "A statement of a state, ministry, embassy or other authority, or that authority speaking."),
    (SourceKind.Person, "A named person speaking."),
    (SourceKind.Informant, "Somebody, or several, who speak on condition that they are not named."),
    (SourceKind.ReaderComment, "A reader's comment below a piece."),
    (SourceKind.Book, "A book."),
    (SourceKind.Encyclopedia, "An encyclopedia, printed or on-line."),
    (SourceKind.Dataset, "A collection of data."));

public sealed class CitationMannerType() : DescribedEnum<CitationManner>("CitationManner", "How one source uses another.",
    (CitationManner.Quotes, "Quotes its words."),
    (CitationManner.Paraphrases, "Says the same in other words."),
    (CitationManner.Reprints, "Prints it again."),
    (CitationManner.Translates, "Gives it in another language."));

public sealed class ReliabilityGradeType() : DescribedEnum<Reliability>("ReliabilityGrade", "The Admiralty code's grade of a source (NATO AJP-2.1), A (best) to E, or F.",
    (Reliability.A, "Completely reliable."),
    (Reliability.B, "Usually reliable."),
    (Reliability.C, "Fairly reliable."),
    (Reliability.D, "Not usually reliable."),
    (Reliability.E, "Unreliable."),
    (Reliability.F, "Reliability cannot be judged. Never averaged, never ordered between the other grades."));

public sealed class FactStatusType() : DescribedEnum<FactStatus>("FactStatus", "How far the claims on a property agree.",
    (FactStatus.Uncontested, "One value, and nobody denies it."),
    (FactStatus.Contested, "Rival values, or a denial of the accepted one."),
    (FactStatus.Denied, "Only denials."),
    (FactStatus.Unsupported, "Only claims that support nothing: speculation, no comment."),
    (FactStatus.Unknown, "No claim."),
    (FactStatus.Erased, "There are claims about a natural person, and what they said was erased on request."));

public sealed class ReasonKindType() : DescribedEnum<ReasonKind>("ReasonKind", "A step of the acceptance rule, in the order in which they are applied.",
    (ReasonKind.DeprecatedLeftOut, "Claims ranked deprecated were left out."),
    (ReasonKind.PreferredOnly, "Some claim is ranked preferred, so only preferred ones compete."),
    (ReasonKind.OnlyValue, "One value only; nothing to decide."),
    (ReasonKind.NamedRoots, "Most named roots."),
    (ReasonKind.SourceReliability, "Best judged reliability of a source."),
    (ReasonKind.ClaimCredibility, "Best judged credibility of a claim."),
    (ReasonKind.UnresolvedPublishers, "Most distinct publishers among the supporters whose lineage is unresolved. A weak sign."),
    (ReasonKind.LatestStatement, "Latest statement."),
    (ReasonKind.EarliestRecorded, "Recorded first, so that the answer never depends on the order of rows."));

public sealed class RootKindType() : DescribedEnum<RootKind>("RootKind", "What stands where a lineage ends.",
    (RootKind.Named, "An official statement, a named person, or a source marked as original reporting."),
    (RootKind.Unattributed, "An anonymous informant; all that share a conduit count as one."),
    (RootKind.Unresolved, "We do not know where it has it from: counts as nothing."));

public sealed class IndependenceType() : DescribedEnum<Independence>("Independence", "Whether the named roots behind a value are independent of each other.",
    (Independence.NoRoot, "No named and no unattributed root."),
    (Independence.SingleRoot, "One root; there is nothing to be independent of."),
    (Independence.NotEstablished, "Several roots, and no curator has judged every pair of the named ones."),
    (Independence.JudgedIndependent, "A curator judged every pair of named roots independent."),
    (Independence.JudgedDependent, "A curator judged named roots dependent, and no independent ones are left among them."));

public sealed class MeasureType() : VocabularyEnum(Vocabularies.Measure, "What was done to the diplomats.");

public sealed class ExpulsionStatusType() : VocabularyEnum(Vocabularies.ExpulsionStatus, "How far an expulsion got. Proposed and rejected ones are not counted as expulsions.");

public sealed class PublicityType() : VocabularyEnum(Vocabularies.Publicity, "Whether the expelling party made it known.");

/// <summary>Every property of the registry, e.g. <c>EXPULSION_HEADCOUNT</c>; its value is the property's name.</summary>
public sealed class PropertyType : EnumerationGraphType
{
    public PropertyType()
    {
        Name = "Property";
        Description = "A kind of statement about a kind of entity.";
        foreach (var property in PropertyRegistry.All) Add(NameOf(property), property.Name, property.Description);
    }

    public static string NameOf(Property property) => $"{property.Subject.ToString().ToUpperInvariant()}_{UpperCase.Of(property.Field)}";
}
