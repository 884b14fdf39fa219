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

    protected override void AddTo(Where where)
    {
        where.When(Kind?.ToArray(), p => $"v.type = any({p})");
        where.When(RecordedBy?.ToArray(), p => $"v.user_name = any({p})");
        if (From is { } from) where.Add($"v.timestamp >= {where.Param(from.UtcDateTime)}");
        if (To is { } to) where.Add($"v.timestamp < {where.Param(to.UtcDateTime)}");
        where.When(Entity?.ToArray(), p => OfEntities($"select unnest({p})"));
        where.When(Source?.ToArray(), p => $"v.stream_id = any({p})");
        where.When(Claim?.ToArray(), p => $"v.stream_id = any({p})");
        where.When(Import?.ToArray(), p => $"v.headers ->> '{Recording.Metadata.ImportHeader}' = any({p})");
    }

    /// <summary>The events of the entities' own streams and of those of the claims about them.</summary>
    /// <param name="ids">A query of their ids.</param>
    internal static string OfEntities(string ids) =>
        // As an array: the events are then found by their streams, however long the log is.
        $"v.stream_id = any(array({ids} union all select k.id from model.claim k where k.subject in ({ids}) and k.until = {ReadModel.ReadModelSchema.Forever}))";
}
