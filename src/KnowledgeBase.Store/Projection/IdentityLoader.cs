using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Loads the entities that a page of events names, what the named ones were merged into, and, where the page merges entities or
/// undoes a merge, all that are merged with these and every fact that may move.
/// </summary>
internal static class IdentityLoader
{
    private static readonly string Columns = $"{RowReaders.EntityColumns("e")}, e.since";

    public static async Task LoadAsync(ModelReader model, Page page, Touched touched, CancellationToken cancellation)
    {
        await LoadEntities(model, page, $"select {Columns} from {model.Table("entity")} e where e.id = any($1) and e.{ModelReader.Live}", touched.Entities, cancellation);
        // Few are, and these have an index of their own.
        await LoadEntities(
            model, page, $"select {Columns} from {model.Table("entity")} e where e.id = any($1) and e.merged_into is not null and e.{ModelReader.Live}", touched.Named, cancellation);
        if (touched.Merged.Count > 0) await LoadMerged(model, page, touched, cancellation);
        // Claims name entities as they were recorded, facts are those of the survivors.
        foreach (var (subject, property) in touched.Facts.ToList()) touched.Facts.Add((page.Identities.SurvivorOf(subject), property));
        if (touched.NewExpulsions.Count > 0)
        {
            await model.ReadAsync(
                $"select distinct c.subject, c.property from unnest($1::uuid[]) n(id) {model.LookUp("claim", "c", "c.subject = n.id")}",
                r => touched.Facts.Add((r.GetGuid(0), r.GetInt16(1))), cancellation, touched.NewExpulsions.ToArray());
        }

        if (touched.Judgements.Count == 0) return;
        await model.ReadAsync(
            $"""
            select {RowReaders.IdentityJudgementColumns("i")}, i.since from unnest($1::uuid[], $2::uuid[]) p(first, second)
            {model.LookUp("identity_judgement", "i", "i.first = p.first and i.second = p.second")}
            """,
            r => page.Identities.Judgements.Load(RowReaders.IdentityJudgement(r), r.GetInt64(RowReaders.IdentityJudgementWidth)), cancellation,
            touched.Judgements.Select(j => j.First).ToArray(), touched.Judgements.Select(j => j.Second).ToArray());
    }

    /// <summary>Versions of the page's facts that merges, or their undoing, ended; but not what a merge gave that was undone.</summary>
    public static Task LoadHistory(ModelReader model, Page page, Touched touched, CancellationToken cancellation) => touched.Merged.Count == 0
        ? Task.CompletedTask
        : model.ReadAsync(
            $"""
            select {RowReaders.FactColumns("f")} from unnest($1::uuid[], $2::smallint[]) p(subject, property) cross join lateral (
                select h.* from {model.Table("fact")} h where h.subject = p.subject and h.property = p.property and h.value is not null
                and (exists (select from {model.Table("merge")} m where m.since = h.until) or exists (select from {model.Table("merge")} m where m.until = h.until and h.until <> {ReadModelSchema.Forever}))
                and not exists (select from {model.Table("merge")} m where m.since = h.value_since and m.until <> {ReadModelSchema.Forever}) offset 0) f
            order by f.until
            """,
            r => page.FactHistory.Add(RowReaders.Fact(r)), cancellation,
            touched.Facts.Select(f => f.Subject).ToArray(), touched.Facts.Select(f => f.Property).ToArray());

    private static async Task LoadMerged(ModelReader model, Page page, Touched touched, CancellationToken cancellation)
    {
        var groups = new HashSet<Guid>(touched.Merged);
        await model.ReadAsync(
            $"""
            with root(id) as (
                select unnest($1::uuid[]) union select e.survivor from unnest($1::uuid[]) n(id) {model.LookUp("entity", "e", "e.id = n.id")}
            )
            select {Columns} from root r {model.LookUp("entity", "e", "e.id = r.id")}
            union select {Columns} from root r {model.LookUp("entity", "e", "e.survivor = r.id and e.merged_into is not null")}
            """,
            r =>
            {
                var row = RowReaders.Entity(r);
                page.Identities.Load(row, r.GetInt64(RowReaders.EntityWidth));
                groups.Add(row.Id);
            },
            cancellation, touched.Merged.ToArray());
        await model.ReadAsync(
            $"select {RowReaders.MergeColumns("m")}, m.since from {model.Table("merge")} m where m.absorbed = any($1) and m.{ModelReader.Live}",
            r => page.Identities.Merges.Load(RowReaders.Merge(r), r.GetInt64(RowReaders.MergeWidth)), cancellation, touched.Moved.ToArray());
        var properties = touched.Facts.Where(f => groups.Contains(f.Subject)).Select(f => f.Property).ToHashSet();
        await model.ReadAsync(
            $"""
            with moved(id) as (select unnest($1::uuid[]))
            select c.subject, c.property from moved m {model.LookUp("claim", "c", "c.subject = m.id")}
            union select c.subject, c.property from moved m {model.LookUp("claim", "c", "c.recorded_subject = m.id and c.recorded_subject <> c.subject")}
            union select c.subject, c.property from moved m {model.LookUp("claim", "c", "c.value_entity = m.id and c.value_entity is not null")}
            union select c.subject, c.property from moved m {model.LookUp("claim", "c", "c.recorded_value = m.id and c.recorded_value <> c.value_entity")}
            """,
            r =>
            {
                touched.Facts.Add((r.GetGuid(0), r.GetInt16(1)));
                if (groups.Contains(r.GetGuid(0))) properties.Add(r.GetInt16(1));
            },
            cancellation, touched.Moved.SelectMany(page.Identities.WithAbsorbed).Distinct().ToArray());
        // Whoever may survive may be told of any of these.
        var survivors = touched.Merged.Union(touched.Merged.Select(page.Identities.SurvivorOf)).ToList();
        foreach (var property in properties.Select(PropertyRegistry.Get))
        {
            foreach (var id in survivors.Where(s => page.Identities.Rows.Find(s) is not { } row || row.Kind == property.Subject)) touched.Facts.Add((id, property.Number));
        }
    }

    private static Task LoadEntities(ModelReader model, Page page, string sql, HashSet<Guid> ids, CancellationToken cancellation) => ids.Count == 0
        ? Task.CompletedTask
        : model.ReadAsync(sql, r => page.Identities.Load(RowReaders.Entity(r), r.GetInt64(RowReaders.EntityWidth)), cancellation, ids.ToArray());
}
