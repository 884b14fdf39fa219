using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading;

/// <summary>
/// The read model's tables as a statement sees them through a lens: each is a table expression that gives the one version of
/// every row that stood, so that no statement can forget to ask for it. PostgreSQL pulls these expressions up into the
/// statement; for now, they are the conditions of the partial indexes, letter for letter.
/// </summary>
/// <remarks>
/// A view's own rows (facts and expulsions as they stand without what is left out) lie in the same tables under a negative
/// position, its number with a minus, where no position of the log finds them; each takes the place of the row with its key.
/// Claims and sources that fall are listed. By id, and as the ends of citations that were followed, they are still found:
/// something that stands may name them.
/// OFFSET keeps a look-up one by key, row by row: a view that was just made is not known to the planner, which would read all of it.
/// </remarks>
public sealed class LensTables(Lens lens, Parameters parameters)
{
    public string Entities => Stood("model.entity");

    public string Merges => Stood("model.merge");

    /// <summary>Merges that stand, and those that were undone.</summary>
    public string MergesEver => lens.At is null ? "model.merge" : $"(select t.* from model.merge t where t.since <= {At})";

    public string IdentityJudgements => Stood("model.identity_judgement");

    public string Judgements => Stood("model.independence");

    /// <summary>A query of the ids of entities and of all that were merged into them.</summary>
    /// <param name="survivors">A query of their ids.</param>
    public string MembersOf(string survivors) =>
        $"{survivors} union all select m.id from {Entities} m where m.survivor in ({survivors}) and m.merged_into is not null";

    /// <summary>Sources that stand.</summary>
    public string Sources => Stood("model.source", StandsInView("lens.source_out", "t.id"));

    /// <summary>Those that fell, too.</summary>
    public string AllSources => Stood("model.source");

    /// <summary>Citations between sources that stand.</summary>
    public string Citations => Stood("model.citation", StandsInView("lens.source_out", "t.citing") + StandsInView("lens.source_out", "t.cited"));

    public string AllCitations => Stood("model.citation");

    /// <summary>Claims that did not fall. (That they were not retracted or withdrawn is another matter: their column says so.)</summary>
    public string Claims => Stood("model.claim", StandsInView("lens.claim_out", "t.id"));

    public string AllClaims => Stood("model.claim");

    public string Snapshots => Stood("model.snapshot");

    public string Quotations => Stood("model.quotation");

    public string Facts => Seen("model.fact", "o.subject = t.subject and o.property = t.property and o.slot = t.slot");

    /// <summary>Every version of every fact that was recorded so far, with every source. (A view's own facts are none.)</summary>
    public string FactVersions => $"(select t.* from model.fact t where t.since > 0{(lens.At is null ? "" : $" and t.since <= {At}")})";

    public string Expulsions => Seen("model.expulsion", "o.id = t.id");

    /// <summary>What the view changes; nothing without one.</summary>
    public string Effects => lens.View is null ? "(select g.* from lens.fact_effect g where false)" : $"(select g.* from lens.fact_effect g where g.view = {View})";

    /// <summary>The view's own facts: one for each effect.</summary>
    public string OwnFacts => lens.View is null ? "(select t.* from model.fact t where false)" : $"(select t.* from model.fact t where t.since = -{View})";

    /// <summary>The condition that an event (alias <c>v</c>) is about nothing that fell.</summary>
    public string ChangeStands => lens.View is null
        ? "true"
        : $"not exists (select from lens.claim_out o where o.view = {View} and o.id = v.stream_id offset 0) "
            + $"and not exists (select from lens.source_out o where o.view = {View} and o.id = v.stream_id offset 0)";

    /// <summary>
    /// The condition that an entity is in the world at the time that the lens looks at: it may have begun, and is not certainly
    /// gone. For lists, sums and searches; by its id an entity is always found.
    /// </summary>
    public string IsInTheWorld(string id) => lens.View?.ValidAt is { } date ? InTheWorld(id, date) : "true";

    /// <summary>
    /// The same for an expulsion (alias <c>x</c>), by its own row's accepted dates: a list in the order of announcements passes over
    /// thousands that had not begun.
    /// </summary>
    public string IsExpulsionInTheWorld => lens.View?.ValidAt?.Latest is { } latest
        ? $"coalesce(least(x.announced_from, x.executed_from), '-infinity') <= {parameters.Once("validTo", latest)}"
        : "true";

    private string At => parameters.Once("at", lens.At!.Value);

    private string View => parameters.Once("view", lens.View!.Id);

    private string Stands => lens.At is null ? $"t.until = {ReadModel.ReadModelSchema.Forever}" : $"t.since <= {At} and t.until > {At}";

    private string Stood(string table, string andStands = "") => $"(select t.* from {table} t where {Stands}{andStands})";

    private string Seen(string table, string sameKey) => lens.View is null
        ? Stood(table)
        : $"(select t.* from {table} t where t.since = -{View} or {Stands} and not exists (select from {table} o where {sameKey} and o.since = -{View} offset 0))";

    private string StandsInView(string table, string id) => lens.View is null
        ? ""
        : $" and not exists (select from {table} o where o.view = {View} and o.id = {id} offset 0)";

    private string InTheWorld(string id, EdtfDate date)
    {
        var conditions = new List<string>();
        if (date.Latest is { } latest)
        {
            var last = parameters.Once("validTo", latest);
            var begins = $"select from {Facts} b where b.subject = {id} and b.property in ({string.Join(", ", PropertyNumbers.Beginnings)})";
            conditions.Add($"(not exists ({begins} and b.value_from > {last}) or exists ({begins} and b.value_from <= {last}))");
        }

        if (date.Earliest is { } earliest)
        {
            conditions.Add($"not exists (select from {Facts} b where b.subject = {id} and b.property = {PropertyNumbers.DissolvedOn} "
                + $"and b.value_to < {parameters.Once("validFrom", earliest)})");
        }

        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }
}
