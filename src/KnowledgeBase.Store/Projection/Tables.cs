using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>Which column holds what, for writing (see schema.sql).</summary>
internal static class Tables
{
    public static TableWriter<EntityRow> Entities { get; } = new("entity", 1,
        Col<EntityRow, Guid>("id", "uuid", r => r.Id), Col<EntityRow, short>("kind", "smallint", r => (short)r.Kind),
        Col<EntityRow, string>("key", "text", r => r.Key), Col<EntityRow, string>("label", "text", r => r.Label),
        Col<EntityRow, Guid?>("merged_into", "uuid", r => r.MergedInto), Col<EntityRow, Guid>("survivor", "uuid", r => r.Survivor),
        Col<EntityRow, bool>("is_erased", "boolean", r => r.IsErased));

    public static TableWriter<MergeRow> Merges { get; } = new("merge", 1,
        Col<MergeRow, Guid>("absorbed", "uuid", r => r.Absorbed), Col<MergeRow, Guid>("survivor", "uuid", r => r.Survivor),
        Col<MergeRow, string>("reason", "text", r => r.Reason), Col<MergeRow, long>("recorded", "bigint", r => r.Recorded));

    public static TableWriter<IdentityJudgementRow> IdentityJudgements { get; } = new("identity_judgement", 2,
        Col<IdentityJudgementRow, Guid>("first", "uuid", r => r.First), Col<IdentityJudgementRow, Guid>("second", "uuid", r => r.Second),
        Col<IdentityJudgementRow, short>("verdict", "smallint", r => (short)r.Verdict), Col<IdentityJudgementRow, string>("reason", "text", r => r.Reason),
        Col<IdentityJudgementRow, Guid>("stream", "uuid", r => r.Stream), Col<IdentityJudgementRow, long>("recorded", "bigint", r => r.Recorded));

    public static TableWriter<SourceRow> Sources { get; } = new("source", 1,
        Col<SourceRow, Guid>("id", "uuid", r => r.Id), Col<SourceRow, string>("key", "text", r => r.Key),
        Col<SourceRow, short>("kind", "smallint", r => (short)r.Kind), Col<SourceRow, string>("title", "text", r => r.Title),
        Col<SourceRow, string?>("url", "text", r => r.Url), Col<SourceRow, Guid?>("publisher", "uuid", r => r.Publisher),
        Col<SourceRow, string?>("published", "text", r => r.Published), Col<SourceRow, DateOnly?>("published_from", "date", r => r.PublishedFrom),
        Col<SourceRow, DateOnly?>("published_to", "date", r => r.PublishedTo), Col<SourceRow, string?>("language", "text", r => r.Language),
        Col<SourceRow, bool>("is_original", "boolean", r => r.IsOriginal), Col<SourceRow, short?>("reliability", "smallint", r => (short?)r.Reliability),
        Col<SourceRow, string?>("reliability_reason", "text", r => r.ReliabilityReason),
        Col<SourceRow, long?>("reliability_position", "bigint", r => r.ReliabilityPosition),
        Col<SourceRow, string?>("retraction_reason", "text", r => r.RetractionReason), Col<SourceRow, string?>("retracted_on", "text", r => r.RetractedOn),
        Col<SourceRow, long?>("retraction_position", "bigint", r => r.RetractionPosition), Col<SourceRow, bool>("is_erased", "boolean", r => r.IsErased));

    public static TableWriter<CitationRow> Citations { get; } = new("citation", 2,
        Col<CitationRow, Guid>("citing", "uuid", r => r.Citing), Col<CitationRow, Guid>("cited", "uuid", r => r.Cited),
        Col<CitationRow, short>("manner", "smallint", r => (short)r.Manner), Col<CitationRow, bool>("was_consulted", "boolean", r => r.WasConsulted),
        Col<CitationRow, string?>("note", "text", r => r.Note), Col<CitationRow, long>("first_cited", "bigint", r => r.FirstCited));

    public static TableWriter<IndependenceRow> Independence { get; } = new("independence", 2,
        Col<IndependenceRow, Guid>("first", "uuid", r => r.First), Col<IndependenceRow, Guid>("second", "uuid", r => r.Second),
        Col<IndependenceRow, short>("verdict", "smallint", r => (short)r.Verdict), Col<IndependenceRow, string>("reason", "text", r => r.Reason));

    public static TableWriter<ClaimRow> Claims { get; } = new("claim", 1,
        Col<ClaimRow, Guid>("id", "uuid", r => r.Id), Col<ClaimRow, Guid>("subject", "uuid", r => r.Subject),
        Col<ClaimRow, short>("property", "smallint", r => r.Property), Col<ClaimRow, string?>("value", "jsonb", r => Json(r.Value)),
        Col<ClaimRow, Guid?>("value_entity", "uuid", r => (r.Value as EntityValue)?.EntityId),
        Col<ClaimRow, short>("stance", "smallint", r => (short)r.Stance), Col<ClaimRow, Guid>("source", "uuid", r => r.Source),
        Col<ClaimRow, string?>("attributed_to", "jsonb", r => r.AttributedTo.Chains.Count == 0 ? null : JsonSerializer.Serialize(r.AttributedTo.Chains)),
        new UuidArrayColumn<ClaimRow>("attributed", r => r.AttributedTo.Chains.Count == 0 ? null : [.. r.AttributedTo.Chains.SelectMany(c => c).Distinct()]),
        Col<ClaimRow, string?>("stated", "text", r => r.Stated), Col<ClaimRow, DateOnly?>("stated_from", "date", r => r.StatedFrom),
        Col<ClaimRow, DateOnly?>("stated_to", "date", r => r.StatedTo), Col<ClaimRow, string?>("valid", "text", r => r.Valid),
        Col<ClaimRow, DateOnly?>("valid_from", "date", r => r.ValidFrom), Col<ClaimRow, DateOnly?>("valid_to", "date", r => r.ValidTo),
        Col<ClaimRow, string?>("quote_exact", "text", r => r.QuoteExact), Col<ClaimRow, string?>("quote_prefix", "text", r => r.QuotePrefix),
        Col<ClaimRow, string?>("quote_suffix", "text", r => r.QuoteSuffix), Col<ClaimRow, Guid?>("read_in", "uuid", r => r.ReadIn),
        Col<ClaimRow, string?>("note", "text", r => r.Note), Col<ClaimRow, short?>("credibility", "smallint", r => (short?)r.Credibility),
        Col<ClaimRow, string?>("credibility_reason", "text", r => r.CredibilityReason),
        Col<ClaimRow, long?>("credibility_position", "bigint", r => r.CredibilityPosition),
        Col<ClaimRow, short>("rank", "smallint", r => (short)r.Rank), Col<ClaimRow, string?>("rank_reason", "text", r => r.RankReason),
        Col<ClaimRow, long?>("rank_position", "bigint", r => r.RankPosition), Col<ClaimRow, short>("standing", "smallint", r => (short)r.Standing),
        Col<ClaimRow, string?>("standing_reason", "text", r => r.StandingReason), Col<ClaimRow, long?>("standing_position", "bigint", r => r.StandingPosition),
        Col<ClaimRow, Guid?>("superseded_by", "uuid", r => r.SupersededBy), Col<ClaimRow, long>("recorded", "bigint", r => r.Recorded),
        Col<ClaimRow, Guid>("recorded_subject", "uuid", r => r.RecordedSubject), Col<ClaimRow, Guid?>("recorded_value", "uuid", r => r.RecordedValue),
        Col<ClaimRow, bool>("is_erased", "boolean", r => r.IsErased));

    public static TableWriter<FactRow> Facts { get; } = new("fact", 3,
        Col<FactRow, Guid>("subject", "uuid", r => r.Subject), Col<FactRow, short>("property", "smallint", r => r.Property),
        Col<FactRow, string>("slot", "text", r => r.Slot), Col<FactRow, short>("status", "smallint", r => (short)r.Status),
        Col<FactRow, string?>("value", "jsonb", r => Json(r.Value)),
        Col<FactRow, string?>("value_text", "text", r => r.Value switch { TextValue v => v.Text, TermValue v => v.Term, HeadcountValue v => v.Headcount.Text, DateValue v => v.Date.Text, _ => null }),
        Col<FactRow, Guid?>("value_entity", "uuid", r => (r.Value as EntityValue)?.EntityId),
        Col<FactRow, long?>("value_min", "bigint", r => r.Value switch { HeadcountValue v => v.Headcount.Min, NumberValue v => v.Number, _ => null }),
        Col<FactRow, long?>("value_max", "bigint", r => r.Value switch { HeadcountValue v => v.Headcount.Max, NumberValue v => v.Number, _ => null }),
        Col<FactRow, DateOnly?>("value_from", "date", r => (r.Value as DateValue)?.Date.Earliest),
        Col<FactRow, DateOnly?>("value_to", "date", r => (r.Value as DateValue)?.Date.Latest),
        Col<FactRow, long?>("value_since", "bigint", r => r.ValueSince), Col<FactRow, int>("named_roots", "integer", r => r.NamedRoots),
        Col<FactRow, int>("unattributed_roots", "integer", r => r.UnattributedRoots), Col<FactRow, int>("unresolved_claims", "integer", r => r.UnresolvedClaims),
        Col<FactRow, bool>("is_circular", "boolean", r => r.IsCircular), Col<FactRow, bool>("is_anachronistic", "boolean", r => r.IsAnachronistic),
        Col<FactRow, short>("independence", "smallint", r => (short)r.Independence), Col<FactRow, int>("supporters", "integer", r => r.Supporters),
        Col<FactRow, int>("alternatives", "integer", r => r.Alternatives), Col<FactRow, int>("denials", "integer", r => r.Denials));

    public static TableWriter<ExpulsionRow> Expulsions { get; } = new("expulsion", 1,
        Col<ExpulsionRow, Guid>("id", "uuid", r => r.Id), Col<ExpulsionRow, Guid?>("expelling_party", "uuid", r => r.ExpellingParty),
        Col<ExpulsionRow, Guid?>("sending_party", "uuid", r => r.SendingParty), Col<ExpulsionRow, int?>("headcount_min", "integer", r => r.HeadcountMin),
        Col<ExpulsionRow, int?>("headcount_max", "integer", r => r.HeadcountMax), Col<ExpulsionRow, string?>("headcount_text", "text", r => r.HeadcountText),
        Col<ExpulsionRow, string?>("measure", "text", r => r.Measure), Col<ExpulsionRow, string?>("status", "text", r => r.Status),
        Col<ExpulsionRow, string?>("publicity", "text", r => r.Publicity), Col<ExpulsionRow, string?>("announced", "text", r => r.Announced),
        Col<ExpulsionRow, DateOnly?>("announced_from", "date", r => r.AnnouncedFrom), Col<ExpulsionRow, DateOnly?>("announced_to", "date", r => r.AnnouncedTo),
        Col<ExpulsionRow, string?>("executed", "text", r => r.Executed), Col<ExpulsionRow, DateOnly?>("executed_from", "date", r => r.ExecutedFrom),
        Col<ExpulsionRow, DateOnly?>("executed_to", "date", r => r.ExecutedTo), Col<ExpulsionRow, string?>("deadline", "text", r => r.Deadline),
        Col<ExpulsionRow, DateOnly?>("deadline_from", "date", r => r.DeadlineFrom), Col<ExpulsionRow, DateOnly?>("deadline_to", "date", r => r.DeadlineTo),
        Col<ExpulsionRow, string?>("stated_reason", "text", r => r.StatedReason), Col<ExpulsionRow, Guid?>("in_response_to", "uuid", r => r.InResponseTo),
        Col<ExpulsionRow, Guid?>("from_mission", "uuid", r => r.FromMission));

    private static Column<TRow, T> Col<TRow, T>(string name, string type, Func<TRow, T> value) => new(name, type, value);

    private static string? Json(Value? value) => value is null ? null : JsonSerializer.Serialize(value, StoreJson.Options);
}
