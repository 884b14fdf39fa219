using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on citations (alias <c>k</c>).</summary>
public sealed record CitationFilter : Filter
{
    public IReadOnlyList<CitationManner>? Manner { get; init; }

    public bool? WasConsulted { get; init; }

    /// <summary>Made by one of these sources.</summary>
    public IReadOnlyList<Guid>? Citing { get; init; }

    /// <summary>Made by what one of these sources published.</summary>
    public IReadOnlyList<Guid>? Publisher { get; init; }

    protected override void AddTo(Where where)
    {
        where.When(Manner?.Select(m => (short)m).ToArray(), p => $"k.manner = any({p})");
        where.When(WasConsulted, "k.was_consulted");
        where.When(Citing?.ToArray(), p => $"k.citing = any({p})");
        where.When(Publisher?.ToArray(), p => $"exists (select from {where.Tables.Sources} s where s.id = k.citing and s.publisher = any({p}))");
    }
}
