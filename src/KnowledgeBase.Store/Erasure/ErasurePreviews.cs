using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Store.Snapshots;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>How much an erasure would take details from.</summary>
/// <param name="Changes">Recorded events.</param>
/// <param name="Entities">Persons or diplomats: more than one where some were merged.</param>
/// <param name="Sources">The source itself, and others whose citation of it, or judgement with it, is worded.</param>
/// <param name="Quotations">Claims of which a quotation goes.</param>
/// <param name="Snapshots">Of the source itself. Those of others in which a name stands are listed elsewhere.</param>
public sealed record ErasureCounts(int Changes, int Entities, int Sources, int Claims, int Quotations, int Snapshots)
{
    internal static ErasureCounts Of(IReadOnlyList<ScopedEvent> altered) => new(
        altered.Count,
        Count(altered, e => e is IEntityRegistered r ? [r.EntityId] : []),
        Count(altered, e => e switch
        {
            SourceRegistered s => [s.SourceId],
            SourceDescribed s => [s.SourceId],
            SourceCited s => [s.SourceId],
            CitationRemoved s => [s.SourceId],
            SourceReliabilityGraded s => [s.SourceId],
            SourceRetracted s => [s.SourceId],
            SourceSnapshotTaken s => [s.SourceId],
            IndependenceJudged s => [s.FirstSourceId, s.SecondSourceId],
            _ => [],
        }),
        ClaimsOf(altered).Count,
        Count(altered, e => e is ClaimAsserted { Quotation: not null } c ? [c.ClaimId] : []),
        altered.Count(s => s.Event.Data is SourceSnapshotTaken));

    internal static List<Guid> ClaimsOf(IEnumerable<ScopedEvent> altered) =>
        [.. altered.Where(s => s.Event.Data is ClaimAsserted or ClaimCredibilityGraded or ClaimRanked or ClaimRetracted or ClaimWithdrawn).Select(s => s.Event.Stream).Distinct()];

    private static int Count(IReadOnlyList<ScopedEvent> events, Func<object, Guid[]> ids) => events.SelectMany(s => ids(s.Event.Data)).Distinct().Count();
}

/// <summary>What an erasure would touch now.</summary>
/// <param name="Entities">The person or diplomat, and whatever is one with it by now: all of them are erased. Empty for a source.</param>
/// <param name="SourceId">The source; null for an entity.</param>
/// <param name="Names">What the subject is or was called, and whatever else is to be searched for.</param>
/// <param name="Positions">The events that it would rewrite.</param>
/// <param name="Claims">The claims that it would take details from.</param>
public sealed record ErasurePreview(
    IReadOnlyList<Guid> Entities, Guid? SourceId, IReadOnlyList<string> Names, IReadOnlyList<long> Positions, IReadOnlyList<Guid> Claims, ErasureCounts Counts);

/// <summary>What would be erased, or why that would be refused: one of the two.</summary>
public sealed record ErasureLook(ErasurePreview? Preview, IReadOnlyList<Refusal> Refusals);

/// <summary>Another event with a text in which a name stands.</summary>
/// <param name="Texts">
/// Those texts, whole; of what a snapshot shows, the first such lines: none where the name is broken over lines, or stands in what no reader sees.
/// </param>
public sealed record ErasureMention(long Position, IReadOnlyList<string> Texts);

/// <summary>Looks at what an erasure would touch, and where else the person may be told of. Changes nothing, and holds nobody up.</summary>
public sealed class ErasurePreviews(NpgsqlDataSource connections, ReadDatabase database)
{
    private static readonly Listing<long> Events = new("v.seq_id", 1, r => r.GetInt64(0), _ => "log.mt_events v");

    /// <summary>Lines of a snapshot that are shown.</summary>
    private const int MostLines = 5;

    private const string Content = "t.sha256 = v.data ->> 'sha256' and t.media_type = v.data ->> 'mediaType'";

    // A page breaks its lines, and its words, wherever it likes.
    private static string Spaced(string text) => $"regexp_replace(replace(model.fold({text}), U&'\\00AD', ''), '\\s+', ' ', 'g')";

    private static readonly string IsSnapshot = $"v.type = '{EventNames.All[typeof(SourceSnapshotTaken)]}'";

    private static readonly JsonSerializerOptions AsInJsonb = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In the order of the log.</summary>
    public static Ordering Ordering { get; } = new("mentions", [], new("position", "v.seq_id", OrderType.Number));

    /// <param name="alsoSearch">Other spellings.</param>
    public async Task<ErasureLook> ReadAsync(EraseSubject command, IReadOnlyList<string> alsoSearch, CancellationToken cancellation)
    {
        await using var connection = await connections.OpenConnectionAsync(cancellation);
        var touched = await new ErasureScope(connection).SubjectAsync(command, cancellation);
        var state = new RecordedState(SnapshotReadings.None);
        foreach (var s in touched.Events.Where(s => s.Event.Stream == command.SubjectId)) state.Load(s.Event.Stream, s.Event.Data);
        var refusals = ErasureDecider.Refusals(state.Find(command.SubjectId), command, []);
        if (refusals.Count > 0) return new(null, refusals);
        var altered = PayloadRewriter.Deepest(touched.Events).Where(PayloadRewriter.Alters).OrderBy(s => s.Event.Position).ToList();
        return new(
            new(
                command.EntityId is null ? [] : touched.Members, command.SourceId,
                [.. SubjectNames.Of(touched).Concat(alsoSearch.Select(n => n.Trim())).Distinct(StringComparer.OrdinalIgnoreCase)],
                [.. altered.Select(s => s.Event.Position)], ErasureCounts.ClaimsOf(altered), ErasureCounts.Of(altered)), []);
    }

    /// <summary>Other events in which a name stands, in any case and without accents. It reads the whole log: nothing may be missed.</summary>
    public async Task<Page<ErasureMention>> MentionsAsync(ErasurePreview preview, PageRequest request, CancellationToken cancellation)
    {
        if (preview.Names.Count == 0) return new([], false, false, 0);
        var written = preview.Names.Select(n => Parameters.Containing(JsonSerializer.Serialize(n, AsInJsonb)[1..^1])).ToArray();
        var shown = preview.Names.Select(Parameters.Containing).ToArray();
        var page = await Events.PageAsync(
            database, Lens.Now, new(Ordering, request),
            w => $"""
                (model.fold(v.data::text) like any(array(select model.fold(p) from unnest({w.Param(written)}) p))
                 or {IsSnapshot} and exists (select from log.snapshot_text t where {Content} and {Spaced("t.text || ' ' || t.unseen")} like any(array(select {Spaced("p")} from unnest({w.Param(shown)}) p))))
                and v.seq_id <> all({w.Param(preview.Positions.ToArray())})
                """,
            cancellation);
        var texts = await TextsAsync(preview.Names, [.. page.Edges.Select(e => e.Node)], cancellation);
        return page.Select(position => new ErasureMention(position, texts[position]));
    }

    private async Task<Dictionary<long, string[]>> TextsAsync(IReadOnlyList<string> names, long[] positions, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var shown = $"like any(array(select model.fold(p) from unnest({parameters.Add(names.Select(Parameters.Containing).ToArray())}) p))";
        var rows = await database.ReadAsync(
            $"""
            select v.seq_id, array(
                select t #>> '{"{}"}' from jsonb_path_query(v.data, 'strict $.**') t where jsonb_typeof(t) = 'string' and model.fold(t #>> '{"{}"}') {shown}
            ) || array(select l.line from log.snapshot_text t cross join regexp_split_to_table(t.text, '\n') with ordinality l(line, number)
                where {IsSnapshot} and {Content} and model.fold(l.line) {shown} order by l.number limit {MostLines})
            from log.mt_events v where v.seq_id = any({parameters.Add(positions)})
            """,
            parameters, r => (Position: r.GetInt64(0), Texts: r.GetFieldValue<string[]>(1)), cancellation);
        return rows.ToDictionary(r => r.Position, r => r.Texts);
    }
}
