using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>What is wanted of a list.</summary>
public sealed record ListRequest(Ordering Ordering, PageRequest Page, Filter? Filter = null);

/// <summary>A table (or a join) that can be listed, in pages, as a whole or below each of several parents.</summary>
/// <param name="From">With the aliases that filters and orderings use.</param>
/// <param name="Belongs">The condition that something belongs to the list at all; null for none.</param>
/// <param name="Shown">The same for what is no table of the read model; null for none.</param>
internal sealed record Listing<T>(
    string Columns, int Width, Func<NpgsqlDataReader, T> Read, Func<LensTables, string> From, Func<LensTables, string>? Belongs = null, Func<Lens, string>? Shown = null)
{
    /// <summary>A page of the whole list.</summary>
    /// <param name="condition">Beside the request's filter; null for none.</param>
    public async Task<Page<T>> PageAsync(
        ReadDatabase database, Lens lens, ListRequest request, Func<Where, string>? condition, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var sql = Select(lens, request, condition, parameters);
        var edges = await ReadAsync(database, sql, parameters, condition is null && HasOnePlan(lens, request), r => ReadEdge(r, request), cancellation);
        int? total = null;
        if (request.Page.WithTotal)
        {
            parameters = new();
            var counts = await database.ReadAsync($"select {Count(lens, request, condition, parameters)}", parameters, r => r.GetInt32(0), cancellation);
            total = counts[0];
        }

        return Pages.Cut(edges, request.Page, total);
    }

    /// <summary>A page below each parent, in one statement (and one more when totals are asked for).</summary>
    /// <param name="link">The condition that an item belongs to the parent <c>p.id</c>.</param>
    public async Task<IReadOnlyDictionary<TParent, Page<T>>> PagesAsync<TParent>(
        ReadDatabase database, Lens lens, ListRequest request, IReadOnlyList<TParent> parents, Func<Where, string> link, CancellationToken cancellation)
        where TParent : notnull
    {
        var parameters = new Parameters();
        var ids = parameters.Add(parents.ToArray());
        var sql = $"select l.*, p.id from unnest({ids}) p(id) cross join lateral ({Select(lens, request, link, parameters)}) l";
        var edges = await ReadAsync(
            database, sql, parameters, HasOnePlan(lens, request), r => (Parent: r.GetFieldValue<TParent>(r.FieldCount - 1), Edge: ReadEdge(r, request)), cancellation);
        Dictionary<TParent, int>? totals = null;
        if (request.Page.WithTotal)
        {
            parameters = new();
            ids = parameters.Add(parents.ToArray());
            var counts = await database.ReadAsync(
                $"select p.id, {Count(lens, request, link, parameters)} from unnest({ids}) p(id)", parameters,
                r => (r.GetFieldValue<TParent>(0), r.GetInt32(1)), cancellation);
            totals = counts.ToDictionary(c => c.Item1, c => c.Item2);
        }

        var byParent = edges.ToLookup(e => e.Parent, e => e.Edge);
        return parents.ToDictionary(id => id, id => Pages.Cut([.. byParent[id]], request.Page, totals?[id]));
    }

    // With a filter or a view, the values decide which index serves best.
    private static bool HasOnePlan(Lens lens, ListRequest request) => request.Filter is null && lens.View is null;

    private static Task<List<TRow>> ReadAsync<TRow>(
        ReadDatabase database, string sql, Parameters parameters, bool hasOnePlan, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellation) =>
        hasOnePlan ? database.ReadPlannedOnceAsync(sql, parameters, read, cancellation) : database.ReadAsync(sql, parameters, read, cancellation);

    private string Select(Lens lens, ListRequest request, Func<Where, string>? condition, Parameters parameters)
    {
        var (ordering, page) = (request.Ordering, request.Page);
        var where = Conditions(lens, request, condition, parameters);
        if (page.After is { } after) where.Add(ordering.Beyond(after, false, parameters));
        if (page.Before is { } before) where.Add(ordering.Beyond(before, true, parameters));
        // The size, which is the server's number and one of few, as it is: PostgreSQL then has a plan that it need not make anew for each page.
        return $"select {Columns}, {ordering.PlaceColumns} from {From(where.Tables)} where {where.Sql} "
            + $"order by {ordering.OrderBy(page.FromEnd)} limit {page.Size + 1}";
    }

    private string Count(Lens lens, ListRequest request, Func<Where, string>? condition, Parameters parameters)
    {
        var where = Conditions(lens, request, condition, parameters);
        return $"(select count(*)::int from (select 1 from {From(where.Tables)} where {where.Sql} limit {parameters.Add(Page<T>.LargestTotal)}) t)";
    }

    private Where Conditions(Lens lens, ListRequest request, Func<Where, string>? condition, Parameters parameters)
    {
        var where = new Where(parameters, lens);
        if (Belongs is not null) where.Add(Belongs(where.Tables));
        if (Shown is not null) where.Add(Shown(lens));
        if (condition is not null) where.Add(condition(where));
        if (request.Filter is not null) where.Add(request.Filter.ToSql(where));
        return where;
    }

    private Edge<T> ReadEdge(NpgsqlDataReader reader, ListRequest request) => new(Read(reader), request.Ordering.PlaceOf(reader, Width));
}
