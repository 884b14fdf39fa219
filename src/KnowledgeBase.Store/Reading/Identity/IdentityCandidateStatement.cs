using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Store.Reading.Identity;

/// <summary>The SQL that finds what is like an entity (alias <c>a</c>). Every branch starts from the entity and goes through an index.</summary>
internal sealed class IdentityCandidateStatement(LensTables tables)
{
    // How much alike names must be is pg_trgm.similarity_threshold, set with the connections (StoreRegistration).
    private static readonly string Names = Numbers("name", "officialName");
    private static readonly string Days = Numbers("detainedOn", "recruitedOn", "arrestedOn", "defectedOn", "startedOn");
    private static readonly string PostNames = Numbers("rank", "department");

    // Whose details were erased, are all called the same, and are neither judged nor merged any more.
    /// <param name="ids">A parameter.</param>
    public string Of(string ids) =>
        $"(select e.id, e.kind, array({tables.MembersOf("select e.id")}) as members from unnest({ids}) n(id) join {tables.Entities} e on e.id = n.id and e.merged_into is null and not e.is_erased)";

    /// <summary>Entities that may be the same as <c>a</c>, with the reasons; the likest ones.</summary>
    /// <param name="order">Which of the two entities of a pair it is: a condition on <c>c.id</c> and <c>a.id</c>.</param>
    public string Like(string order) => $"""
        select c.id, max(c.score) as score,
               json_agg(json_build_object('reason', c.reason, 'text', c.text, 'otherText', c.other, 'score', c.score) order by c.score desc, c.reason, c.text, c.other)::text as reasons
        from (
            select distinct s.id, s.reason, s.text, s.other, s.score
            from ({SimilarNames} union all {SamePartiesAndDates} union all {SamePostAndDates} union all {SameDay}) s(id, reason, text, other, score)
        ) c
        {LookUp(tables.Entities, "o", "o.id = c.id and o.kind = a.kind and o.merged_into is null and not o.is_erased")}
        where {order} and {NotJudged("first", "second")} and {NotJudged("second", "first")} and {NotMergedBefore("absorbed", "survivor")} and {NotMergedBefore("survivor", "absorbed")}
        and {NotRelated("a.id", "c.id")} and {NotRelated("c.id", "a.id")}
        group by c.id order by score desc, c.id limit {IdentityCandidateQueries.MostOfOne}
        """;

    /// <summary>Labels of expulsions describe them, and are all alike.</summary>
    private string SimilarNames => $"""
        select m.id, {Reason(SamenessReason.SimilarName)}, t.text, m.text, similarity(model.fold(t.text), model.fold(m.text))::double precision
        from (
            select e.label from {tables.Entities} e where e.id = any(a.members)
            union select f.value_text from {tables.Facts} f where f.subject = a.id and f.property in ({Names}) and f.value_text is not null
        ) t(text)
        cross join lateral (
            select e.survivor, e.label from {tables.Entities} e where model.fold(e.label) % model.fold(t.text)
            union all
            select f.subject, f.value_text from {tables.Facts} f where f.value_text is not null and model.fold(f.value_text) % model.fold(t.text) and f.property in ({Names})
            offset 0
        ) m(id, text)
        where a.kind <> {(int)EntityKind.Expulsion}
        """;

    private string SamePartiesAndDates => $"""
        select y.id, {Reason(SamenessReason.SamePartiesAndDates)}, x.announced, y.announced, case when x.announced = y.announced then 1 else 0.5 end
        from {tables.Expulsions} x
        {LookUp(tables.Expulsions, "y", $"y.expelling_party = x.expelling_party and y.sending_party = x.sending_party and {Overlap("x", "y")}")}
        where x.id = a.id and a.kind = {(int)EntityKind.Expulsion}
        """;

    private string SamePostAndDates => $"""
        select n.subject, {Reason(SamenessReason.SamePostAndDates)}, p.value_text, q.value_text, 1
        from {tables.Facts} m
        {LookUp(tables.Facts, "p", $"p.subject = m.subject and p.property in ({PostNames})")}
        {LookUp(tables.Facts, "n", "n.property = m.property and n.value_entity = m.value_entity and n.value_entity is not null and n.subject <> m.subject")}
        {LookUp(tables.Facts, "q", "q.subject = n.subject and q.property = p.property and model.fold(q.value_text) = model.fold(p.value_text)")}
        where m.subject = a.id and m.property = {PropertyNumbers.DiplomatMission} and a.kind = {(int)EntityKind.Diplomat}
        and exists (select from {Expulsion("v", "x", "m.subject")} cross join {Expulsion("w", "y", "n.subject")} where {Overlap("x", "y")})
        """;

    private string SameDay => $"""
        select g.subject, {Reason(SamenessReason.SameDay)}, f.value_text, g.value_text, 0.5
        from {tables.Facts} f
        {LookUp(tables.Facts, "g", "g.property = f.property and g.value_text is not null and model.fold(g.value_text) = model.fold(f.value_text) and g.subject <> f.subject")}
        where f.subject = a.id and f.property in ({Days}) and f.value_from = f.value_to
        """;

    /// <summary>A join that goes through an index, row by row: OFFSET keeps it as it is written, also where PostgreSQL knows little of the tables yet.</summary>
    private static string LookUp(string table, string alias, string condition) =>
        $"cross join lateral (select {alias}.* from {table} {alias} where {condition} offset 0) {alias}";

    private string Expulsion(string fact, string expulsion, string diplomat) =>
        $"({tables.Facts} {fact} join {tables.Expulsions} {expulsion} on {expulsion}.id = {fact}.subject "
        + $"and {fact}.property = {PropertyNumbers.ExpelledDiplomat} and {fact}.value_entity = {diplomat} and {fact}.value_entity is not null)";

    private static string Overlap(string x, string y) =>
        $"coalesce({y}.announced_from, '-infinity') <= coalesce({x}.announced_to, 'infinity') and coalesce({y}.announced_to, 'infinity') >= coalesce({x}.announced_from, '-infinity') "
        + $"and {x}.announced is not null and {y}.announced is not null";

    /// <summary>Not judged in any way, under whatever ids: same, different or unsure.</summary>
    private string NotJudged(string own, string others) =>
        $"not exists (select from {tables.IdentityJudgements} i join {tables.Entities} k on k.id = i.{others} where i.{own} = any(a.members) and k.survivor = c.id)";

    /// <summary>Not a merge that was undone: that was a mistake, and would be it again.</summary>
    private string NotMergedBefore(string own, string others) =>
        $"not exists (select from {tables.MergesEver} g join {tables.Entities} k on k.id = g.{others} where g.{own} = any(a.members) and k.survivor = c.id)";

    /// <summary>What is part of another, or answers it, is not the same.</summary>
    private string NotRelated(string subject, string value) => $"not exists (select from {tables.Facts} r where r.subject = {subject} and r.value_entity = {value})";

    private static string Reason(SamenessReason reason) => $"'{reason}'";

    private static string Numbers(params string[] fields) => string.Join(", ", PropertyRegistry.All.Where(p => fields.Contains(p.Field)).Select(p => p.Number));
}
