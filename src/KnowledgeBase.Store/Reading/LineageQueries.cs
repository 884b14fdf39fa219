using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>A part of the citation graph, and the sources in it.</summary>
public sealed record KnownGraph(CitationGraph Citations, IReadOnlyDictionary<Guid, SourceRow> Sources);

/// <summary>Loads the citations below sources.</summary>
public sealed class LineageQueries(ReadDatabase database)
{
    /// <summary>Everything that can be reached from the sources, in one statement.</summary>
    /// <remarks>OFFSET keeps the joins going through indexes, row by row: PostgreSQL takes a recursion to find very much, and would read whole tables.</remarks>
    public async Task<KnownGraph> BelowAsync(Lens lens, IReadOnlyList<Guid> sources, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            with recursive below(id) as (
                select unnest({parameters.Add(sources.ToArray())})
                union
                select k.cited from below b cross join lateral (select k.cited from {tables.AllCitations} k where k.citing = b.id offset 0) k
            )
            select {RowReaders.SourceColumns("s")},
                   array(select k.cited from {tables.AllCitations} k where k.citing = b.id order by k.first_cited, k.cited),
                   array(select i.second from {tables.Judgements} i where i.first = b.id and i.verdict = {(int)IndependenceVerdict.Independent}),
                   array(select i.second from {tables.Judgements} i where i.first = b.id and i.verdict = {(int)IndependenceVerdict.Dependent})
            from below b cross join lateral (select s.* from {tables.AllSources} s where s.id = b.id offset 0) s
            """,
            parameters,
            r => (Source: RowReaders.Source(r), Cites: Ids(r, 0), Independent: Ids(r, 1), Dependent: Ids(r, 2)), cancellation);

        var judgements = new Dictionary<(Guid, Guid), IndependenceVerdict>();
        foreach (var row in rows)
        {
            foreach (var other in row.Independent) judgements[(row.Source.Id, other)] = IndependenceVerdict.Independent;
            foreach (var other in row.Dependent) judgements[(row.Source.Id, other)] = IndependenceVerdict.Dependent;
        }

        var nodes = rows.ToDictionary(r => r.Source.Id, r => Node(r.Source, r.Cites));
        var graph = new CitationGraph(nodes, judgements);
        return new(lens.View is null ? graph : graph.Without(lens.View.LeftOut), rows.ToDictionary(r => r.Source.Id, r => r.Source));
    }

    private static SourceNode Node(SourceRow row, Guid[] cites) => new(
        row.Id, row.Kind, row.IsOriginal, row.Publisher, row.PublishedFrom, row.PublishedTo, row.Reliability, row.RetractionPosition is not null, cites);

    private static Guid[] Ids(Npgsql.NpgsqlDataReader reader, int index) => reader.GetFieldValue<Guid[]>(RowReaders.SourceWidth + index);
}
