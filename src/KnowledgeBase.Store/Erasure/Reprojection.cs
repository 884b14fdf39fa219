using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Quotations;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>
/// Projects the history of some streams and facts anew, from their beginning, with the projection's own rules, and puts the rows in
/// the place of those that are there: every version of them, as a rebuild would give it. Nothing may be recorded or projected
/// meanwhile.
/// </summary>
internal sealed class Reprojection(WriteTransaction writing)
{
    // The entities that these are, were or absorbed over any merge that ever was.
    private const string MergedSql = """
        with recursive one(id) as (
            select unnest($1::uuid[])
            union
            select case when m.absorbed = o.id then m.survivor else m.absorbed end from one o join model.merge m on o.id in (m.absorbed, m.survivor)
        )
        select id from one
        """;

    // Every claim on one of the entities, and every source that one was ever said by, attributed to or read in, and all that these ever cited.
    private const string StreamsSql = """
        with recursive claims as (
            select c.id, c.source, c.attributed, c.read_in from model.claim c where c.subject = any($1)
        ), below(id) as (
            select source from claims union select unnest(attributed) from claims union select read_in from claims where read_in is not null
            union
            select k.cited from below b join model.citation k on k.citing = b.id
        )
        select id from claims union select id from below
        """;

    private const string NamedSql =
        "select c.recorded_subject from model.claim c where c.id = any($1) union select c.recorded_value from model.claim c where c.id = any($1) and c.recorded_value is not null";

    private const string PairsSql = "select distinct i.first, i.second from model.independence i where i.first = any($1) and i.second = any($1)";

    private readonly NpgsqlConnection connection = writing.Connection;

    /// <param name="streams">Streams with rewritten events.</param>
    /// <param name="subjects">Entities whose facts follow from rewritten events.</param>
    public async Task RunAsync(IReadOnlySet<Guid> streams, IReadOnlySet<Guid> subjects, CancellationToken cancellation)
    {
        var entities = await MergedAsync(subjects, cancellation);
        var page = await ReplayAsync(streams, entities, cancellation);
        var operations = writing.Session;
        await DeleteAsync("model.entity t where t.id = any($1)", streams, cancellation);
        Tables.Entities.Insert(operations, [.. page.Identities.Rows.Opened.Where(v => streams.Contains(v.Row.Id))]);
        await DeleteAsync("model.merge t where t.absorbed = any($1)", streams, cancellation);
        Tables.Merges.Insert(operations, [.. page.Identities.Merges.Opened.Where(v => streams.Contains(v.Row.Absorbed))]);
        await DeleteAsync("model.identity_judgement t where t.stream = any($1)", streams, cancellation);
        Tables.IdentityJudgements.Insert(operations, [.. page.Identities.Judgements.Opened.Where(v => streams.Contains(v.Row.Stream))]);
        await DeleteAsync("model.source t where t.id = any($1)", streams, cancellation);
        Tables.Sources.Insert(operations, [.. page.Sources.Rows.Opened.Where(v => streams.Contains(v.Row.Id))]);
        await DeleteAsync("model.citation t where t.citing = any($1)", streams, cancellation);
        Tables.Citations.Insert(operations, [.. page.Sources.Citations.Opened.Where(v => streams.Contains(v.Row.Citing))]);
        await DeleteAsync("model.claim t where t.id = any($1)", streams, cancellation);
        Tables.Claims.Insert(operations, [.. page.Claims.Opened.Where(v => streams.Contains(v.Row.Id))]);
        await DeleteAsync("model.fact t where t.subject = any($1)", entities, cancellation);
        Tables.Facts.Insert(operations, [.. page.Facts.Opened.Where(v => entities.Contains(v.Row.Subject))]);
        await DeleteAsync("model.expulsion t where t.id = any($1)", entities, cancellation);
        Tables.Expulsions.Insert(operations, [.. page.Expulsions.Opened.Where(v => entities.Contains(v.Row.Id))]);
        var judged = page.Sources.Judgements.Opened.Where(v => streams.Contains(Identifiers.Independence(v.Row.First, v.Row.Second))).ToList();
        await ExecuteAsync(
            "delete from model.independence t using unnest($1::uuid[], $2::uuid[]) u(first, second) where t.first = u.first and t.second = u.second", cancellation,
            judged.Select(v => v.Row.First).ToArray(), judged.Select(v => v.Row.Second).ToArray());
        Tables.Independence.Insert(operations, judged);
        await CheckQuotationsAsync(streams, cancellation);
        await operations.SaveChangesAsync(cancellation);
    }

    /// <summary>Quotations of rewritten claims, and all that were checked against snapshots of rewritten sources.</summary>
    private async Task CheckQuotationsAsync(IReadOnlySet<Guid> streams, CancellationToken cancellation)
    {
        var claims = (await IdsAsync("select distinct q.claim from model.quotation q where q.claim = any($1) or q.source = any($1)", cancellation, streams.ToArray())).ToHashSet();
        var sources = (await IdsAsync("select distinct s.source from model.snapshot s where s.source = any($1)", cancellation, streams.ToArray())).ToHashSet();
        if (claims.Count == 0 && sources.Count == 0) return;
        var readIn = await IdsAsync("select distinct q.source from model.quotation q where q.claim = any($1)", cancellation, claims.ToArray());
        var events = await LogEvents.ReadAsync(connection, "v.stream_id = any($1)", cancellation, claims.Concat(sources).Concat(readIn).Distinct().ToArray());
        var tables = await QuotationProjector.ReplayAsync(connection, events.Select(e => new RecordedEvent(e.Data, e.Position)), cancellation);
        await DeleteAsync("model.snapshot t where t.source = any($1)", sources, cancellation);
        await DeleteAsync("model.quotation t where t.claim = any($1)", claims, cancellation);
        tables.Insert(writing.Session, sources, claims);
    }

    /// <summary>All that the rows follow from, from the beginning. What else comes out of it is not whole, and not used.</summary>
    private async Task<Page> ReplayAsync(IReadOnlySet<Guid> streams, HashSet<Guid> entities, CancellationToken cancellation)
    {
        var loaded = new HashSet<Guid>([.. streams, .. entities, .. await IdsAsync(StreamsSql, cancellation, entities.ToArray())]);
        loaded.UnionWith(await PairsAsync(loaded, cancellation));
        // Whom a claim is about, whom it names, and what an entity is, is told by their merges.
        loaded.UnionWith(await MergedAsync([.. streams, .. await IdsAsync(NamedSql, cancellation, loaded.ToArray())], cancellation));
        var page = new Page();
        var projector = new Projector(page);
        foreach (var e in await LogEvents.ReadAsync(connection, "v.stream_id = any($1)", cancellation, loaded.ToArray())) projector.Apply(e.Data, e.Position);
        return page;
    }

    private async Task<HashSet<Guid>> MergedAsync(IEnumerable<Guid> entities, CancellationToken cancellation) =>
        [.. await IdsAsync(MergedSql, cancellation, entities.ToArray())];

    private async Task<IEnumerable<Guid>> PairsAsync(HashSet<Guid> sources, CancellationToken cancellation)
    {
        var pairs = new List<Guid>();
        await using var command = new NpgsqlCommand(PairsSql, connection);
        command.Parameters.Add(new() { Value = sources.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) pairs.Add(Identifiers.Independence(reader.GetGuid(0), reader.GetGuid(1)));
        return pairs;
    }

    private async Task<List<Guid>> IdsAsync(string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellation)) ids.Add(reader.GetGuid(0));
        return ids;
    }

    private Task DeleteAsync(string what, IReadOnlySet<Guid> ids, CancellationToken cancellation) => ExecuteAsync($"delete from {what}", cancellation, ids.ToArray());

    private async Task ExecuteAsync(string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
