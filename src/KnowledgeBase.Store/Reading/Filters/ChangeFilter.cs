namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on recorded events (alias <c>v</c>).</summary>
public sealed record ChangeFilter : Filter
{
    /// <summary>Wire names.</summary>
    public IReadOnlyList<string>? Kind { get; init; }

    public IReadOnlyList<string>? RecordedBy { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of the entity itself and of the claims about it.</summary>
    public IReadOnlyList<Guid>? Entity { get; init; }

    public IReadOnlyList<Guid>? Source { get; init; }

    public IReadOnlyList<Guid>? Claim { get; init; }

    /// <summary>Ids of imports.</summary>
    public IReadOnlyList<string>? Import { get; init; }

    /// <summary>Ids of requests.</summary>
    public IReadOnlyList<string>? Request { get; init; }

    protected override void AddTo(Where where)
    {
        where.When(Kind?.ToArray(), p => $"v.type = any({p})");
        where.When(RecordedBy?.ToArray(), p => $"v.user_name = any({p})");
        if (From is { } from) where.Add($"v.timestamp >= {where.Param(from.UtcDateTime)}");
        if (To is { } to) where.Add($"v.timestamp < {where.Param(to.UtcDateTime)}");
        where.WhenEntities(Entity, p => OfEntities(where, $"select unnest({p})"));
        where.When(Source?.ToArray(), p => OfSources($"select unnest({p})"));
        where.When(Claim?.ToArray(), p => $"v.stream_id = any({p})");
        where.When(Import?.ToArray(), p => $"{OriginQueries.ImportOf("v.")} = any({p}) and {OriginQueries.ImportOf("v.")} is not null");
        where.When(Request?.ToArray(), p => $"v.correlation_id = any({p}) and v.correlation_id is not null");
    }

    // As arrays: the events are then found by their streams and positions, however long the log is.

    /// <summary>
    /// The events of entities, of what was merged into them, of the claims about all these and of the judgements on them; also of
    /// merges that were undone.
    /// </summary>
    /// <param name="ids">A query of the survivors' ids.</param>
    internal static string OfEntities(Where where, string ids)
    {
        var tables = where.Tables;
        return $"""
            (v.stream_id = any(array(
                with own(id) as ({tables.MembersOf(ids)})
                select o.id from own o
                union all select k.id from {tables.AllClaims} k where k.subject in ({ids})
                union all select i.stream from {tables.IdentityJudgements} i join own o on o.id = i.first
                union all select i.stream from {tables.IdentityJudgements} i join own o on o.id = i.second))
            or v.seq_id = any(array(
                with own(id) as ({tables.MembersOf(ids)})
                select g.since from {tables.MergesEver} g join own o on o.id = g.survivor union all select g.until from {tables.MergesEver} g join own o on o.id = g.survivor)))
            """;
    }

    /// <summary>The events of the sources' own streams, and the judgements on them and others: each began a version of its row.</summary>
    /// <param name="ids">A query of their ids.</param>
    internal static string OfSources(string ids) =>
        $"(v.stream_id = any(array({ids})) or v.seq_id = any(array(select i.since from model.independence i where i.first in ({ids}) or i.second in ({ids}))))";
}
