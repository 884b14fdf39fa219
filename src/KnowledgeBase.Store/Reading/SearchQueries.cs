using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Reading;

/// <summary>What a search finds. The numbers are part of cursors.</summary>
public enum FoundKind
{
    Entity = 1,
    Source = 2,
    Claim = 3,
}

/// <param name="Text">What matched.</param>
/// <param name="Score">Millionths; higher is better.</param>
public sealed record Found(FoundKind Kind, Guid Id, string Text, long Score);

/// <summary>Finds entities by labels and accepted texts, sources by titles, claims by the words of their quotations and text values.</summary>
public sealed class SearchQueries(ReadDatabase database)
{
    /// <summary>Candidates of each sort that are ranked, and therefore an upper bound of what can be paged through.</summary>
    public const int MostCandidates = 500;

    /// <summary>Best match first.</summary>
    public static Ordering Ordering { get; } = new(
        "search", [new("score", "h.score", OrderType.Number, true), new("kind", "h.kind", OrderType.Number, true)], new("id", "h.id", OrderType.Uuid));

    /// <param name="text">Neither blank nor longer than a name or a sentence.</param>
    /// <param name="kinds">Numbers of <see cref="Domain.Entities.EntityKind"/>; null for none.</param>
    public async Task<Page<Found>> PageAsync(
        Lens lens, string text, IReadOnlyList<short>? kinds, bool sources, bool claims, PageRequest page, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var wanted = $"model.fold({parameters.Add(text.Trim())})";
        var part = $"model.fold({parameters.Add(Parameters.Containing(text.Trim()))})";
        var hits = new List<string>();
        if (kinds is { Count: > 0 }) hits.AddRange(Entities(tables, wanted, part, parameters.Add(kinds.ToArray())));
        if (sources) hits.Add(Similar($"{tables.Sources} s", "s.id", "s.title", FoundKind.Source, "true", wanted, part));
        if (claims) hits.Add(Statements(tables, wanted));
        if (hits.Count == 0) return new([], false, false, 0);

        var found = $"(select distinct on (kind, id) kind, id, text, score from ({string.Join(" union all ", hits)}) u order by kind, id, score desc, text) h";
        int? total = null;
        if (page.WithTotal)
        {
            var counts = await database.ReadAsync($"select count(*)::int from {found}", parameters, r => r.GetInt32(0), cancellation);
            total = counts[0];
            parameters = parameters.Copy();
        }

        var beyond = new List<string> { "true" };
        if (page.After is { } after) beyond.Add(Ordering.Beyond(after, false, parameters));
        if (page.Before is { } before) beyond.Add(Ordering.Beyond(before, true, parameters));
        var sql = $"select h.kind, h.id, h.text, h.score, {Ordering.PlaceColumns} from {found} where {string.Join(" and ", beyond)} "
            + $"order by {Ordering.OrderBy(page.FromEnd)} limit {parameters.Add(page.Size + 1)}";
        return Pages.Cut(await database.ReadAsync(sql, parameters, ReadEdge, cancellation), page, total);
    }

    private static IEnumerable<string> Entities(LensTables tables, string wanted, string part, string kinds)
    {
        yield return Similar(
            $"{tables.Entities} e", "e.survivor", "e.label", FoundKind.Entity, $"e.kind = any({kinds}) and {tables.IsInTheWorld("e.survivor")}", wanted, part);
        yield return Similar(
            $"{tables.Facts} f join {tables.Entities} e on e.id = f.subject and e.kind = any({kinds})", "f.subject", "f.value_text",
            FoundKind.Entity, $"f.value_text is not null and {tables.IsInTheWorld("e.id")}", wanted, part);
    }

    private static string Similar(
        string from, string id, string text, FoundKind kind, string condition, string wanted, string part) =>
        $"""
        (select {(int)kind} as kind, {id} as id, {text} as text,
                (1000000 * (word_similarity({wanted}, model.fold({text})) + similarity({wanted}, model.fold({text}))))::bigint as score
         from {from} where {condition} and (model.fold({text}) like {part} or model.fold({text}) %> {wanted})
         order by score desc, id limit {MostCandidates})
        """;

    private static string Statements(LensTables tables, string wanted)
    {
        var words = ClaimFilter.Words("c");
        return $"""
            (select {(int)FoundKind.Claim} as kind, c.id, coalesce(c.quote_exact, c.value ->> 'text') as text,
                    (1000000 * ts_rank({words}, websearch_to_tsquery('simple', {wanted})))::bigint as score
             from {tables.Claims} c where {words} @@ websearch_to_tsquery('simple', {wanted})
             order by score desc, c.id limit {MostCandidates})
            """;
    }

    private static Edge<Found> ReadEdge(NpgsqlDataReader r) => new(
        new((FoundKind)r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetInt64(3)),
        Ordering.PlaceOf(r, 4));
}
