using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.History;

/// <summary>
/// Loads changes with what they changed: their payloads, and the rows that they are about as those stood just before and right
/// after. Each kind of row takes one statement, however many changes are told.
/// </summary>
public sealed class StoryQueries(IDocumentStore store, ReadDatabase database)
{
    /// <param name="positions">Of changes that the reader may see.</param>
    public async Task<IReadOnlyDictionary<long, Story>> TellAsync(IReadOnlyList<long> positions, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        // By way of Marten, so that older versions of a payload are read as the present one.
        var wanted = positions.ToArray();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Sequence.IsOneOf(wanted)).ToListAsync(cancellation);
        var entities = await EntitiesAsync(Keys(events, d => d is EntityRelabelled e ? e.EntityId : null), cancellation);
        var sources = await SourcesAsync(Keys(events, SourceOf), cancellation);
        var claims = await ClaimsAsync(Keys(events, ClaimOf), cancellation);
        var citations = await CitationsAsync([.. events.Select(e => (Pair: Cited(e.Data), e.Sequence)).Where(e => e.Pair is not null).Select(e => (e.Pair!.Value, e.Sequence))], cancellation);
        var judgements = await JudgementsAsync([.. events.Where(e => e.Data is IndependenceJudged).Select(e => (Judged((IndependenceJudged)e.Data), e.Sequence))], cancellation);
        return events.ToDictionary(e => e.Sequence, e => Stories.Tell(new(
            e.Sequence, e.Data, entities.GetValueOrDefault(e.Sequence), sources.GetValueOrDefault(e.Sequence), claims.GetValueOrDefault(e.Sequence),
            citations.GetValueOrDefault(e.Sequence), judgements.GetValueOrDefault(e.Sequence))));
    }

    private Task<Dictionary<long, Versions<EntityRow>>> EntitiesAsync(IReadOnlyList<Key> keys, CancellationToken cancellation) =>
        ReadAsync(keys, RowReaders.EntityColumns("t"), RowReaders.EntityWidth, r => RowReaders.Entity(r), "model.entity", cancellation);

    private Task<Dictionary<long, Versions<SourceRow>>> SourcesAsync(IReadOnlyList<Key> keys, CancellationToken cancellation) =>
        ReadAsync(keys, RowReaders.SourceColumns("t"), RowReaders.SourceWidth, r => RowReaders.Source(r), "model.source", cancellation);

    private Task<Dictionary<long, Versions<ClaimRow>>> ClaimsAsync(IReadOnlyList<Key> keys, CancellationToken cancellation) =>
        ReadAsync(keys, RowReaders.ClaimColumns("t"), RowReaders.ClaimWidth, r => RowReaders.Claim(r), "model.claim", cancellation);

    private Task<Dictionary<long, Versions<TRow>>> ReadAsync<TRow>(
        IReadOnlyList<Key> keys, string columns, int width, Func<NpgsqlDataReader, TRow> read, string table, CancellationToken cancellation)
        where TRow : class
    {
        var parameters = new Parameters();
        var ids = parameters.Add(keys.Select(k => k.Id).ToArray());
        return ReadAsync(keys.Count, columns, width, read, table, $"unnest({ids}, {Positions(keys.Select(k => k.Position), parameters)}) k(id, position)", "t.id = k.id", parameters, cancellation);
    }

    private Task<Dictionary<long, Versions<CitationRow>>> CitationsAsync(IReadOnlyList<((Guid, Guid) Pair, long Position)> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        return ReadAsync(
            keys.Count, RowReaders.CitationColumns("t"), RowReaders.CitationWidth, r => RowReaders.Citation(r), "model.citation",
            Pairs(keys, parameters), "t.citing = k.first and t.cited = k.second", parameters, cancellation);
    }

    private Task<Dictionary<long, Versions<IndependenceRow>>> JudgementsAsync(IReadOnlyList<((Guid, Guid) Pair, long Position)> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        return ReadAsync(
            keys.Count, RowReaders.IndependenceColumns("t"), RowReaders.IndependenceWidth, r => RowReaders.Independence(r), "model.independence",
            Pairs(keys, parameters), "t.first = k.first and t.second = k.second", parameters, cancellation);
    }

    /// <summary>Of each row's versions, those that an event ended or began: one that stood on is both before and after.</summary>
    private async Task<Dictionary<long, Versions<TRow>>> ReadAsync<TRow>(
        int count, string columns, int width, Func<NpgsqlDataReader, TRow> read, string table, string keys, string sameKey, Parameters parameters, CancellationToken cancellation)
        where TRow : class
    {
        if (count == 0) return [];
        var rows = await database.ReadAsync(
            $"select {columns}, k.position, t.since, t.until from {keys} join {table} t on {sameKey} and t.since <= k.position and t.until >= k.position", parameters,
            r => (Row: read(r), Position: r.GetInt64(width), Since: r.GetInt64(width + 1), Until: r.GetInt64(width + 2)), cancellation);
        return rows.GroupBy(r => r.Position).ToDictionary(
            g => g.Key,
            g => new Versions<TRow>(g.FirstOrDefault(r => r.Since < r.Position).Row, g.FirstOrDefault(r => r.Until > r.Position).Row));
    }

    private static IReadOnlyList<Key> Keys(IReadOnlyList<JasperFx.Events.IEvent> events, Func<object, Guid?> idOf) =>
        [.. events.Select(e => (Id: idOf(e.Data), e.Sequence)).Where(e => e.Id is not null).Select(e => new Key(e.Id!.Value, e.Sequence))];

    private static Guid? SourceOf(object data) => data switch
    {
        SourceDescribed e => e.SourceId,
        SourceReliabilityGraded e => e.SourceId,
        _ => null,
    };

    private static Guid? ClaimOf(object data) => data switch
    {
        ClaimAsserted e => e.ClaimId,
        ClaimCredibilityGraded e => e.ClaimId,
        ClaimRanked e => e.ClaimId,
        ClaimRetracted e => e.ClaimId,
        ClaimWithdrawn e => e.ClaimId,
        _ => null,
    };

    private static (Guid, Guid)? Cited(object data) => data switch
    {
        SourceCited e => (e.SourceId, e.CitedId),
        CitationRemoved e => (e.SourceId, e.CitedId),
        _ => null,
    };

    private static (Guid, Guid) Judged(IndependenceJudged e) => (e.FirstSourceId, e.SecondSourceId);

    private static string Pairs(IReadOnlyList<((Guid First, Guid Second) Pair, long Position)> keys, Parameters parameters) =>
        $"unnest({parameters.Add(keys.Select(k => k.Pair.First).ToArray())}, {parameters.Add(keys.Select(k => k.Pair.Second).ToArray())}, "
        + $"{Positions(keys.Select(k => k.Position), parameters)}) k(first, second, position)";

    private static string Positions(IEnumerable<long> positions, Parameters parameters) => parameters.Add(positions.ToArray());

    private readonly record struct Key(Guid Id, long Position);
}
