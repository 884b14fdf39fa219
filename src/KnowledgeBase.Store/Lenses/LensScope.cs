using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Lenses;

/// <summary>Finds what a view may change, set by set, in temporary tables of its own transaction.</summary>
internal sealed class LensScope(NpgsqlConnection connection, Lens whole, LensRequest request)
{
    /// <summary>The named sources and everything that they published, and what that published.</summary>
    public async Task<HashSet<Guid>> LeftOutAsync(CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await ReadAsync(
            $"""
            with recursive left_out(id) as (
                select unnest({parameters.Add(request.Without)})
                union
                select s.id from left_out l join {new LensTables(whole, parameters).AllSources} s on s.publisher = l.id
            )
            select id from left_out
            """, parameters, r => r.GetGuid(0), cancellation);
        return [.. rows];
    }

    /// <summary>Facts with a claim that may fall or that does not hold. More than are needed does no harm; fewer would.</summary>
    public async Task<IReadOnlyList<FactKey>> FactsAsync(IReadOnlySet<Guid> leftOut, CancellationToken cancellation)
    {
        await ReachAsync(leftOut, cancellation);
        var parameters = new Parameters();
        var tables = new LensTables(whole, parameters);
        var claims = new List<string>
        {
            $"select c.subject, c.property from reach r join {tables.AllClaims} c on c.source = r.id",
            $"select c.subject, c.property from reach r join {tables.AllClaims} c on c.attributed @> array[r.id] and c.attributed is not null",
            $"select c.subject, c.property from reach r join {tables.AllClaims} c on c.read_in = r.id and c.read_in is not null",
        };
        if (request.ValidAt?.Latest is { } latest)
        {
            claims.Add($"select c.subject, c.property from {tables.AllClaims} c where c.valid is not null and c.valid_from > {parameters.Add(latest)}");
        }

        if (request.ValidAt?.Earliest is { } earliest)
        {
            claims.Add($"select c.subject, c.property from {tables.AllClaims} c where c.valid is not null and c.valid_to < {parameters.Add(earliest)}");
        }

        return await ReadAsync(string.Join(" union ", claims), parameters, r => new FactKey(r.GetGuid(0), r.GetInt16(1)), cancellation);
    }

    /// <summary>Sources that fall by what they cite, and those that are left out.</summary>
    public async Task<IReadOnlyList<Guid>> FallenSourcesAsync(IReadOnlySet<Guid> leftOut, CancellationToken cancellation)
    {
        if (leftOut.Count == 0) return [];
        var parameters = new Parameters();
        var tables = new LensTables(whole, parameters);
        var rows = await ReadAsync(
            $"""
            with recursive below(id) as (
                select id from reach
                union
                select k.cited from below b join {tables.AllCitations} k on k.citing = b.id
            )
            select b.id, s.published_from, s.published_to, s.retraction_position is not null,
                   array(select k.cited from {tables.AllCitations} k where k.citing = b.id), exists (select from reach r where r.id = b.id)
            from below b join {tables.AllSources} s on s.id = b.id
            """,
            parameters, r => (Node: Node(r), IsInReach: r.GetBoolean(5)), cancellation);
        var graph = new CitationGraph(rows.ToDictionary(r => r.Node.Id, r => r.Node)).Without(leftOut);
        return [.. rows.Where(r => r.IsInReach && graph.Falls(r.Node.Id)).Select(r => r.Node.Id)];
    }

    /// <summary>The sources from which a citation leads, over whatever others, to one that is left out.</summary>
    private async Task ReachAsync(IReadOnlySet<Guid> leftOut, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        await ReadAsync("create temp table reach (id uuid primary key) on commit drop", new(), r => 0, cancellation);
        await ReadAsync(
            $"""
            with recursive above(id) as (
                select unnest({parameters.Add(leftOut.ToArray())})
                union
                select k.citing from above a join {new LensTables(whole, parameters).AllCitations} k on k.cited = a.id
            )
            insert into reach select id from above
            """, parameters, r => 0, cancellation);
        await ReadAsync("analyze reach", new(), r => 0, cancellation);
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Parameters parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters.All) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }

    private static SourceNode Node(NpgsqlDataReader r) => new(
        r.GetGuid(0), default, false, null, r.IsDBNull(1) ? null : r.GetFieldValue<DateOnly>(1), r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2),
        null, r.GetBoolean(3), r.GetFieldValue<Guid[]>(4));
}
