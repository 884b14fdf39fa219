using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on sources (alias <c>s</c>).</summary>
public sealed record SourceFilter : Filter
{
    public IReadOnlyList<string>? Keys { get; init; }

    public IReadOnlyList<SourceKind>? Kind { get; init; }

    public IReadOnlyList<Guid>? Publisher { get; init; }

    public IReadOnlyList<string>? Language { get; init; }

    public DayRange? Published { get; init; }

    public IReadOnlyList<Reliability>? Reliability { get; init; }

    public bool? Retracted { get; init; }

    public bool? OriginalReporting { get; init; }

    public IReadOnlyList<Guid>? Cites { get; init; }

    public IReadOnlyList<Guid>? CitedBy { get; init; }

    /// <summary>Said something about one of these entities.</summary>
    public IReadOnlyList<Guid>? SpeaksOf { get; init; }

    /// <summary>Part of the title or the URL.</summary>
    public string? Text { get; init; }

    protected override void AddTo(Where where)
    {
        where.When(Keys?.ToArray(), p => $"s.key = any({p})");
        where.When(Kind?.Select(k => (short)k).ToArray(), p => $"s.kind = any({p})");
        where.When(Publisher?.ToArray(), p => $"s.publisher = any({p})");
        where.When(Language?.ToArray(), p => $"s.language = any({p})");
        if (Published is not null) where.Add(Published.Overlaps(where, "s.published", "s.published_from", "s.published_to"));
        where.When(Reliability?.Select(k => (short)k).ToArray(), p => $"s.reliability = any({p})");
        where.When(Retracted, "s.retraction_position is not null");
        where.When(OriginalReporting, "s.is_original");
        where.When(Cites?.ToArray(), p => $"exists (select from {where.Tables.Citations} k where k.citing = s.id and k.cited = any({p}))");
        where.When(CitedBy?.ToArray(), p => $"exists (select from {where.Tables.Citations} k where k.cited = s.id and k.citing = any({p}))");
        where.WhenEntities(SpeaksOf, p => $"exists (select from {where.Tables.Claims} k where k.source = s.id and k.subject = any({p}))");
        where.When(Text is null ? null : Parameters.Containing(Text), p => $"(model.fold(s.title) like model.fold({p}) or s.url like {p})");
    }
}
