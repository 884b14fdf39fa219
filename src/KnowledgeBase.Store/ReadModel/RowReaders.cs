using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.Domain.Sources;
using Npgsql;

namespace KnowledgeBase.Store.ReadModel;

/// <summary>
/// Reads whole rows. Each has the list of its columns, to be selected under an alias, and a reader of them from an ordinal on.
/// </summary>
public static class RowReaders
{
    public static string EntityColumns(string a) => Columns(a, "id, kind, key, label, merged_into, survivor, is_erased");
    public const int EntityWidth = 7;

    public static EntityRow Entity(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), (EntityKind)r.GetInt16(o + 1), r.GetString(o + 2), r.GetString(o + 3), Nullable<Guid>(r, o + 4), r.GetGuid(o + 5), r.GetBoolean(o + 6));

    public static string MergeColumns(string a) => Columns(a, "absorbed, survivor, reason, recorded");
    public const int MergeWidth = 4;

    public static MergeRow Merge(NpgsqlDataReader r, int o = 0) => new(r.GetGuid(o), r.GetGuid(o + 1), r.GetString(o + 2), r.GetInt64(o + 3));

    public static string IdentityJudgementColumns(string a) => Columns(a, "first, second, verdict, reason, stream, recorded");
    public const int IdentityJudgementWidth = 6;

    public static IdentityJudgementRow IdentityJudgement(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), (IdentityVerdict)r.GetInt16(o + 2), r.GetString(o + 3), r.GetGuid(o + 4), r.GetInt64(o + 5));

    public static string SourceColumns(string a) => Columns(a,
        "id, key, kind, title, url, publisher, published, published_from, published_to, language, is_original, reliability, "
        + "reliability_reason, reliability_position, retraction_reason, retracted_on, retraction_position, is_erased");
    public const int SourceWidth = 18;

    public static SourceRow Source(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetString(o + 1), (SourceKind)r.GetInt16(o + 2), r.GetString(o + 3), Text(r, o + 4), Nullable<Guid>(r, o + 5), Text(r, o + 6),
        Nullable<DateOnly>(r, o + 7), Nullable<DateOnly>(r, o + 8), Text(r, o + 9), r.GetBoolean(o + 10), (Reliability?)Nullable<short>(r, o + 11),
        Text(r, o + 12), Nullable<long>(r, o + 13), Text(r, o + 14), Text(r, o + 15), Nullable<long>(r, o + 16), r.GetBoolean(o + 17));

    public static string CitationColumns(string a) => Columns(a, "citing, cited, manner, was_consulted, note, first_cited");
    public const int CitationWidth = 6;

    public static CitationRow Citation(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), (CitationManner)r.GetInt16(o + 2), r.GetBoolean(o + 3), Text(r, o + 4), r.GetInt64(o + 5));

    public static string IndependenceColumns(string a) => Columns(a, "first, second, verdict, reason");
    public const int IndependenceWidth = 4;

    public static IndependenceRow Independence(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), (IndependenceVerdict)r.GetInt16(o + 2), r.GetString(o + 3));

    public static string ClaimColumns(string a) => Columns(a,
        "id, subject, property, value, stance, source, attributed_to, stated, stated_from, stated_to, valid, valid_from, valid_to, quote_exact, "
        + "quote_prefix, quote_suffix, read_in, note, credibility, credibility_reason, credibility_position, rank, rank_reason, rank_position, "
        + "standing, standing_reason, standing_position, superseded_by, recorded, recorded_subject, recorded_value, is_erased");
    public const int ClaimWidth = 32;

    public static ClaimRow Claim(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), r.GetInt16(o + 2), Value(r, o + 3), (Stance)r.GetInt16(o + 4), r.GetGuid(o + 5), Attribution(r, o + 6),
        Text(r, o + 7), Nullable<DateOnly>(r, o + 8), Nullable<DateOnly>(r, o + 9), Text(r, o + 10), Nullable<DateOnly>(r, o + 11),
        Nullable<DateOnly>(r, o + 12), Text(r, o + 13), Text(r, o + 14), Text(r, o + 15), Nullable<Guid>(r, o + 16), Text(r, o + 17),
        (Credibility?)Nullable<short>(r, o + 18), Text(r, o + 19), Nullable<long>(r, o + 20), (Rank)r.GetInt16(o + 21), Text(r, o + 22),
        Nullable<long>(r, o + 23), (Standing)r.GetInt16(o + 24), Text(r, o + 25), Nullable<long>(r, o + 26), Nullable<Guid>(r, o + 27), r.GetInt64(o + 28), r.GetGuid(o + 29),
        Nullable<Guid>(r, o + 30), r.GetBoolean(o + 31));

    public static string BriefClaimColumns(string a) => Columns(a,
        "id, subject, property, stance, source, read_in, credibility, rank, standing, superseded_by, recorded, recorded_subject, recorded_value, is_erased");
    public const int BriefClaimWidth = 14;

    /// <summary>
    /// A claim without its words, which are what takes most of the time: value, attribution, dates, quotation, note, reasons and the positions of the
    /// latter are empty.
    /// </summary>
    public static ClaimRow BriefClaim(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), r.GetInt16(o + 2), null, (Stance)r.GetInt16(o + 3), r.GetGuid(o + 4), ReadModel.Attribution.None,
        null, null, null, null, null, null, null, null, null, Nullable<Guid>(r, o + 5), null, (Credibility?)Nullable<short>(r, o + 6), null, null,
        (Rank)r.GetInt16(o + 7), null, null, (Standing)r.GetInt16(o + 8), null, null, Nullable<Guid>(r, o + 9), r.GetInt64(o + 10), r.GetGuid(o + 11),
        Nullable<Guid>(r, o + 12), r.GetBoolean(o + 13));

    public static string FactColumns(string a) => Columns(a,
        "subject, property, slot, status, value, value_since, named_roots, unattributed_roots, unresolved_claims, is_circular, is_anachronistic, "
        + "independence, supporters, alternatives, denials");
    public const int FactWidth = 15;

    public static FactRow Fact(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetInt16(o + 1), r.GetString(o + 2), (FactStatus)r.GetInt16(o + 3), Value(r, o + 4), Nullable<long>(r, o + 5), r.GetInt32(o + 6),
        r.GetInt32(o + 7), r.GetInt32(o + 8), r.GetBoolean(o + 9), r.GetBoolean(o + 10), (Independence)r.GetInt16(o + 11), r.GetInt32(o + 12),
        r.GetInt32(o + 13), r.GetInt32(o + 14));

    public static string ExpulsionColumns(string a) => Columns(a,
        "id, expelling_party, sending_party, headcount_min, headcount_max, headcount_text, measure, status, publicity, announced, announced_from, "
        + "announced_to, executed, executed_from, executed_to, deadline, deadline_from, deadline_to, stated_reason, in_response_to, from_mission");
    public const int ExpulsionWidth = 21;

    public static ExpulsionRow Expulsion(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), Nullable<Guid>(r, o + 1), Nullable<Guid>(r, o + 2), Nullable<int>(r, o + 3), Nullable<int>(r, o + 4), Text(r, o + 5), Text(r, o + 6),
        Text(r, o + 7), Text(r, o + 8), Text(r, o + 9), Nullable<DateOnly>(r, o + 10), Nullable<DateOnly>(r, o + 11), Text(r, o + 12),
        Nullable<DateOnly>(r, o + 13), Nullable<DateOnly>(r, o + 14), Text(r, o + 15), Nullable<DateOnly>(r, o + 16), Nullable<DateOnly>(r, o + 17),
        Text(r, o + 18), Nullable<Guid>(r, o + 19), Nullable<Guid>(r, o + 20));

    public static string SnapshotColumns(string a) => Columns(a, "source, position, sha256, media_type, length, taken, url");
    public const int SnapshotWidth = 7;

    public static SnapshotRow Snapshot(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetInt64(o + 1), r.GetString(o + 2), r.GetString(o + 3), r.GetInt64(o + 4), r.GetDateTime(o + 5), Text(r, o + 6));

    public static string QuotationColumns(string a) => Columns(a, "claim, source, status, places, checked_against, last_found_in");
    public const int QuotationWidth = 6;

    public static QuotationRow Quotation(NpgsqlDataReader r, int o = 0) => new(
        r.GetGuid(o), r.GetGuid(o + 1), (QuotationStatus)r.GetInt16(o + 2), r.GetInt32(o + 3), Nullable<long>(r, o + 4), Nullable<long>(r, o + 5));

    private static string Columns(string alias, string names) => string.Join(", ", names.Split(", ").Select(n => $"{alias}.{n}"));

    private static string? Text(NpgsqlDataReader r, int o) => r.IsDBNull(o) ? null : r.GetString(o);

    private static T? Nullable<T>(NpgsqlDataReader r, int o)
        where T : struct => r.IsDBNull(o) ? null : r.GetFieldValue<T>(o);

    private static Value? Value(NpgsqlDataReader r, int o) => r.IsDBNull(o) ? null : JsonSerializer.Deserialize<Value>(r.GetString(o), StoreJson.Options);

    private static Attribution Attribution(NpgsqlDataReader r, int o) => r.IsDBNull(o)
        ? ReadModel.Attribution.None
        : new(JsonSerializer.Deserialize<Guid[][]>(r.GetString(o), StoreJson.Options)!);
}
