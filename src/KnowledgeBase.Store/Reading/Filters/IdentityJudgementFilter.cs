using KnowledgeBase.Domain.Entities;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on judgements on whether entities are one (alias <c>i</c>).</summary>
public sealed record IdentityJudgementFilter : Filter
{
    public IReadOnlyList<IdentityVerdict>? Verdict { get; init; }

    /// <summary>On one of these, or on what was merged into it, and another one.</summary>
    public IReadOnlyList<Guid>? Entity { get; init; }

    protected override void AddTo(Where where)
    {
        where.When(Verdict?.Select(v => (short)v).ToArray(), p => $"i.verdict = any({p})");
        where.WhenEntities(Entity, p =>
        {
            var members = $"any(array({where.Tables.MembersOf($"select unnest({p})")}))";
            return $"(i.first = {members} or i.second = {members})";
        });
    }
}
