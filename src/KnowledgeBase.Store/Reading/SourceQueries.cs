using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Known;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>What a source is called where it is mentioned.</summary>
/// <param name="Publisher">Title of its publisher; null when it is its own or has none.</param>
public sealed record SourceName(SourceKind Kind, string Title, string? Publisher)
{
    /// <summary>Pieces that have a title, in quotation marks and with their publisher; whatever has a name, by that alone.</summary>
    public override string ToString() => Kind is SourceKind.Article or SourceKind.Book or SourceKind.ReaderComment
        ? Publisher is null ? $"\"{Title}\"" : $"\"{Title}\" ({Publisher})"
        : Title;
}

/// <summary>Sources by id and in lists, and their citations.</summary>
public sealed class SourceQueries(ReadDatabase database, ModelStates states)
{
    /// <summary>Most sources that are kept in memory, of some 500 bytes each.</summary>
    private const int MostKnown = 50_000;

    private static readonly Listing<SourceRow> Sources = new(
        RowReaders.SourceColumns("s"), RowReaders.SourceWidth, r => RowReaders.Source(r), t => $"{t.Sources} s");

    private static readonly Listing<CitationRow> Citations = new(
        RowReaders.CitationColumns("k"), RowReaders.CitationWidth, r => RowReaders.Citation(r), t => $"{t.Citations} k");

    private static readonly OrderTerm Id = new("id", "s.id", OrderType.Uuid);

    private readonly KnownRows<SourceRow> known = new(database, "model.source", MostKnown);

    public static OrderTerm Title { get; } = new("title", "s.title collate \"C\"", OrderType.Text);

    /// <summary>First possible day; unknown days come first.</summary>
    public static OrderTerm Published { get; } = new("published", "coalesce(s.published_from, '-infinity')", OrderType.Date);

    /// <param name="terms">Without any, by title.</param>
    public static Ordering Ordering(params IReadOnlyList<OrderTerm> terms) => new("sources", terms.Count == 0 ? [Title] : terms, Id);

    /// <summary>In the order in which they were recorded.</summary>
    public static Ordering CitationOrdering { get; } = new(
        "citations", [new("recorded", "k.first_cited", OrderType.Number), new("citing", "k.citing", OrderType.Uuid)], new("cited", "k.cited", OrderType.Uuid));

    public async Task<IReadOnlyDictionary<Guid, SourceRow>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        await ByIdsAsync(lens, ids, await states.AskAsync(cancellation), cancellation);

    /// <param name="state">What the database showed, at some time since the caller was asked.</param>
    public Task<IReadOnlyDictionary<Guid, SourceRow>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, ModelState state, CancellationToken cancellation) =>
        known.ReadAsync(lens, ids, state, (missing, c) => LoadAsync(lens, missing, c), null, cancellation);

    /// <summary>A source that is kept in memory; null when it is not.</summary>
    public SourceRow? TryFind(Lens lens, Guid id, ModelState state) => known.TryFind(lens, id, state);

    private Task<List<Versioned<SourceRow>>> LoadAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        return database.ReadAsync(
            $"select {RowReaders.SourceColumns("s")}, s.since, s.until from {new LensTables(lens, parameters).AllSources} s where s.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => new Versioned<SourceRow>(r.GetGuid(0), RowReaders.Source(r), r.GetInt64(RowReaders.SourceWidth), r.GetInt64(RowReaders.SourceWidth + 1)), cancellation);
    }

    /// <summary>What sources are called where they are mentioned, with their publishers' names.</summary>
    public async Task<IReadOnlyDictionary<Guid, SourceName>> NamesAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            select s.id, s.kind, s.title, p.title from {tables.AllSources} s left join {tables.AllSources} p on p.id = s.publisher and p.id <> s.id
            where s.id = any({parameters.Add(ids.ToArray())})
            """, parameters, r => (Id: r.GetGuid(0), Name: new SourceName((SourceKind)r.GetInt16(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3))), cancellation);
        return rows.ToDictionary(r => r.Id, r => r.Name);
    }

    /// <param name="url">In normal form.</param>
    /// <returns>The one recorded first, should several share the address.</returns>
    public async Task<SourceRow?> ByUrlAsync(Lens lens, string url, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.SourceColumns("s")} from {new LensTables(lens, parameters).AllSources} s where s.url = {parameters.Add(url)} order by s.since, s.id limit 1",
            parameters, r => RowReaders.Source(r), cancellation);
        return rows.FirstOrDefault();
    }

    /// <summary>Those of some sources that fall through a lens with a view.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> FallenAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select o.id from lens.source_out o where o.view = {parameters.Add(lens.View!.Id)} and o.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => r.GetGuid(0), cancellation);
        return rows.ToDictionary(id => id, _ => true);
    }

    public Task<Page<SourceRow>> PageAsync(Lens lens, ListRequest request, CancellationToken cancellation) =>
        Sources.PageAsync(database, lens, request, null, cancellation);

    /// <summary>The citations that a source makes.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<CitationRow>>> CitesAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        Citations.PagesAsync(database, lens, request, ids, _ => "k.citing = p.id", cancellation);

    /// <summary>One citation; null when there is none between the two.</summary>
    public async Task<CitationRow?> CitationAsync(Lens lens, Guid citing, Guid cited, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.CitationColumns("k")} from {new LensTables(lens, parameters).AllCitations} k where k.citing = {parameters.Add(citing)} and k.cited = {parameters.Add(cited)}",
            parameters, r => RowReaders.Citation(r), cancellation);
        return rows.SingleOrDefault();
    }

    /// <summary>The citations that others make of a source.</summary>
    public Task<IReadOnlyDictionary<Guid, Page<CitationRow>>> CitedByAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        Citations.PagesAsync(database, lens, request, ids, _ => "k.cited = p.id", cancellation);
}
