using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Loads what a page of events may touch, in a fixed number of statements: the rows that the events name, every fact that a
/// changed source may bear on, those facts' claims, and the citations below them. More than is needed does no harm; less would.
/// </summary>
internal static class PageLoader
{
    public static async Task<Page> LoadAsync(ModelReader model, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var touched = new Touched();
        foreach (var e in events) touched.Add(e.Data);
        var page = new Page();
        await IdentityLoader.LoadAsync(model, page, touched, cancellation);
        await LoadClaims(model, page, touched, cancellation);
        await model.ReadAsync([.. Rows(model, page, touched), .. Expulsions(model, page, touched), .. Sources(model, page, touched)], cancellation);
        page.Sources.Loaded();
        await IdentityLoader.LoadHistory(model, page, touched, cancellation);
        return page;
    }

    /// <summary>
    /// Claims by id and, from them and from the sources that change, every fact that may change; then all claims of those facts.
    /// Sources above a changed one are found in the citations before the page: a path through a citation that the page itself
    /// adds begins, below it, at that citation's citing source, which is itself one of the changed.
    /// </summary>
    private static async Task LoadClaims(ModelReader model, Page page, Touched touched, CancellationToken cancellation)
    {
        var sql = $"""
            with recursive above(id) as (
                select unnest($1::uuid[])
                union
                select c.citing from above a {model.LookUp("citation", "c", "c.cited = a.id")}
            ), sources(id) as (
                select id from above union select unnest($2::uuid[])
            ), fact(subject, property) as (
                select c.subject, c.property from {model.Table("claim")} c where c.id = any($3::uuid[]) and c.{ModelReader.Live}
                union select c.subject, c.property from sources s {model.LookUp("claim", "c", "c.source = s.id")}
                union select c.subject, c.property from {model.Table("claim")} c
                      where cardinality($1::uuid[]) > 0 and c.attributed && (select array_agg(id) from sources) and c.{ModelReader.Live} and c.attributed is not null
                union select * from unnest($4::uuid[], $5::smallint[])
            )
            """;
        await model.ReadAsync(
            $"{sql} select {RowReaders.ClaimColumns("c")}, c.since from fact f {model.LookUp("claim", "c", "c.subject = f.subject and c.property = f.property")}",
            r =>
            {
                var row = RowReaders.Claim(r);
                page.Claims.Load(row, r.GetInt64(RowReaders.ClaimWidth));
                page.ClaimIndex.Add(row);
                touched.Add(row);
            },
            cancellation, touched.ChangedSources.ToArray(), touched.GradedSources.ToArray(), touched.Claims.ToArray(),
            touched.Facts.Select(f => f.Subject).ToArray(), touched.Facts.Select(f => f.Property).ToArray());
    }

    private static IEnumerable<ModelStatement> Rows(ModelReader model, Page page, Touched touched)
    {
        if (touched.Facts.Count == 0) yield break;
        yield return new(
            $"""
            select {RowReaders.FactColumns("f")}, f.since from unnest($1::uuid[], $2::smallint[]) p(subject, property)
            {model.LookUp("fact", "f", "f.subject = p.subject and f.property = p.property")}
            """,
            r => page.Facts.Load(RowReaders.Fact(r), r.GetInt64(RowReaders.FactWidth)),
            touched.Facts.Select(f => f.Subject).ToArray(), touched.Facts.Select(f => f.Property).ToArray());
    }

    private static IEnumerable<ModelStatement> Expulsions(ModelReader model, Page page, Touched touched)
    {
        if (touched.Expulsions().ToArray() is not { Length: > 0 } expulsions) yield break;
        yield return new(
            $"select {RowReaders.ExpulsionColumns("x")}, x.since from {model.Table("expulsion")} x where x.id = any($1) and x.{ModelReader.Live}",
            r => page.Expulsions.Load(RowReaders.Expulsion(r), r.GetInt64(RowReaders.ExpulsionWidth)), expulsions);
    }

    private static IEnumerable<ModelStatement> Sources(ModelReader model, Page page, Touched touched)
    {
        if (touched.Sources.ToArray() is not { Length: > 0 } sources) yield break;
        var below = $"""
            with recursive below(id) as (
                select unnest($1::uuid[])
                union
                select c.cited from below b {model.LookUp("citation", "c", "c.citing = b.id")}
            )
            """;
        yield return new(
            $"{below} select {RowReaders.SourceColumns("s")}, s.since from below b {model.LookUp("source", "s", "s.id = b.id")}",
            r => page.Sources.Load(RowReaders.Source(r), r.GetInt64(RowReaders.SourceWidth)), sources);
        yield return new(
            $"{below} select {RowReaders.CitationColumns("c")}, c.since from below b {model.LookUp("citation", "c", "c.citing = b.id")}",
            r => page.Sources.Load(RowReaders.Citation(r), r.GetInt64(RowReaders.CitationWidth)), sources);
        yield return new(
            $"""
            {below} select {RowReaders.IndependenceColumns("i")}, i.since from {model.Table("independence")} i
            where i.first in (select id from below) and i.second in (select id from below) and i.{ModelReader.Live}
            """,
            r => page.Sources.Load(RowReaders.Independence(r), r.GetInt64(RowReaders.IndependenceWidth)), sources);
    }
}
