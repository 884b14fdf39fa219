using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.ReadModel;

// The read model's rows, named as its tables and columns (schema.sql says what each column means). A row does not carry its
// versions' bounds: those are the table's (VersionedTable).

public sealed record EntityRow(Guid Id, EntityKind Kind, string Key, string Label, Guid? MergedInto, Guid Survivor, bool IsErased = false);

public sealed record MergeRow(Guid Absorbed, Guid Survivor, string Reason, long Recorded);

public sealed record IdentityJudgementRow(Guid First, Guid Second, IdentityVerdict Verdict, string Reason, Guid Stream, long Recorded);

public sealed record SourceRow(
    Guid Id, string Key, SourceKind Kind, string Title, string? Url, Guid? Publisher, string? Published, DateOnly? PublishedFrom,
    DateOnly? PublishedTo, string? Language, bool IsOriginal, Reliability? Reliability = null, string? ReliabilityReason = null,
    long? ReliabilityPosition = null, string? RetractionReason = null, string? RetractedOn = null, long? RetractionPosition = null, bool IsErased = false);

public sealed record CitationRow(Guid Citing, Guid Cited, CitationManner Manner, bool WasConsulted, string? Note, long FirstCited);

public sealed record IndependenceRow(Guid First, Guid Second, IndependenceVerdict Verdict, string Reason);

public sealed record ClaimRow(
    Guid Id, Guid Subject, short Property, Value? Value, Stance Stance, Guid Source, Attribution AttributedTo, string? Stated,
    DateOnly? StatedFrom, DateOnly? StatedTo, string? Valid, DateOnly? ValidFrom, DateOnly? ValidTo, string? QuoteExact,
    string? QuotePrefix, string? QuoteSuffix, Guid? ReadIn, string? Note, Credibility? Credibility, string? CredibilityReason,
    long? CredibilityPosition, Rank Rank, string? RankReason, long? RankPosition, Standing Standing, string? StandingReason,
    long? StandingPosition, Guid? SupersededBy, long Recorded, Guid RecordedSubject, Guid? RecordedValue, bool IsErased = false);

/// <param name="Position">Of the change that recorded it, which is also what it is known by.</param>
public sealed record SnapshotRow(Guid Source, long Position, string Sha256, string MediaType, long Length, DateTime Taken, string? Url);

public sealed record QuotationRow(Guid Claim, Guid Source, QuotationStatus Status, int Places, long? CheckedAgainst, long? LastFoundIn);

public sealed record FactRow(
    Guid Subject, short Property, string Slot, FactStatus Status, Value? Value, long? ValueSince, int NamedRoots, int UnattributedRoots,
    int UnresolvedClaims, bool IsCircular, bool IsAnachronistic, Independence Independence, int Supporters, int Alternatives, int Denials);

public sealed record ExpulsionRow(
    Guid Id, Guid? ExpellingParty = null, Guid? SendingParty = null, int? HeadcountMin = null, int? HeadcountMax = null,
    string? HeadcountText = null, string? Measure = null, string? Status = null, string? Publicity = null, string? Announced = null,
    DateOnly? AnnouncedFrom = null, DateOnly? AnnouncedTo = null, string? Executed = null, DateOnly? ExecutedFrom = null,
    DateOnly? ExecutedTo = null, string? Deadline = null, DateOnly? DeadlineFrom = null, DateOnly? DeadlineTo = null,
    string? StatedReason = null, Guid? InResponseTo = null, Guid? FromMission = null);

/// <summary>Chains of attribution, compared by what they hold.</summary>
public sealed record Attribution(IReadOnlyList<IReadOnlyList<Guid>> Chains)
{
    public static Attribution None { get; } = new([]);

    public bool Equals(Attribution? other) => other is not null && Chains.Count == other.Chains.Count
        && Chains.Zip(other.Chains).All(p => p.First.SequenceEqual(p.Second));

    public override int GetHashCode() => Chains.Count;
}
