using System.Collections.Concurrent;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Lenses;

/// <summary>Turns what is asked for into a lens that statements can read through.</summary>
public sealed class LensOpener(ReadDatabase database, ProjectedPosition projected, LensViews views)
{
    // Recorded time strictly increases with the position (see Recorder), so the log is searched by halves: some twenty reads by
    // primary key, whatever its length, and no index on time to be kept for every event.
    private const string PositionSql = """
        with recursive span(low, high) as (
            select 0::bigint, coalesce((select max(seq_id) from log.mt_events), 0)
            union all
            select case when t.timestamp <= $1 or t.timestamp is null then m.middle else s.low end,
                   case when t.timestamp <= $1 or t.timestamp is null then s.high else m.middle - 1 end
            from span s cross join lateral (select (s.low + s.high + 1) / 2 as middle) m
            left join lateral (select e.timestamp from log.mt_events e where e.seq_id <= m.middle order by e.seq_id desc limit 1) t on true
            where s.low < s.high
        )
        select low, (select max(seq_id) from log.mt_events) from span where low = high
        """;

    /// <summary>Most instants whose positions are kept.</summary>
    private const int MostPassed = 1_000;

    // Instants that the log has gone beyond: their positions stay what they are.
    private readonly ConcurrentDictionary<DateTimeOffset, long> passed = new();

    /// <returns>Null when the log does not reach to the position that was asked for.</returns>
    /// <exception cref="ProjectionLagException">The read model does not show that instant in time.</exception>
    /// <exception cref="LensesExhaustedException">Too many views are in use.</exception>
    /// <exception cref="LensInTheMakingException">The view takes longer than a request has.</exception>
    public async Task<Lens?> OpenAsync(LensRequest request, CancellationToken cancellation)
    {
        if (request.Position > projected.Current && request.Position > await ProjectedAsync(cancellation)) return null;
        var position = request.Position ?? (request.KnownAt is { } instant ? await PositionAsync(instant, cancellation) : null);
        if (request.Position is null && position is { } at) await projected.WaitForAsync(at, cancellation);
        if (!request.NeedsView) return new(position);
        var (asOf, view) = await views.OpenAsync(position, request, cancellation);
        return new(asOf, view, position is not null);
    }

    /// <summary>The last position that was recorded at the instant or before; 0 before the first.</summary>
    public async Task<long?> PositionAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        if (passed.TryGetValue(instant, out var known)) return known;
        var parameters = new Parameters();
        parameters.Add(instant.UtcDateTime);
        var found = await database.ReadAsync(PositionSql, parameters, r => (Position: r.GetInt64(0), Last: r.IsDBNull(1) ? 0 : r.GetInt64(1)), cancellation);
        if (found is not [var (position, last)]) return null;
        if (position == last) return position;
        if (passed.Count >= MostPassed) passed.Clear();
        passed[instant] = position;
        return position;
    }

    private async Task<long> ProjectedAsync(CancellationToken cancellation) =>
        (await database.ReadAsync($"select {ProjectedPosition.Sql}", new(), r => r.GetInt64(0), cancellation))[0];
}
