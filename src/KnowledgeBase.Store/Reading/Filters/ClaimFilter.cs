using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Quotations;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on claims (alias <c>c</c>).</summary>
public sealed record ClaimFilter : Filter
{
    public IReadOnlyList<Guid>? Subject { get; init; }

    /// <summary>Numbers in the registry.</summary>
    public IReadOnlyList<short>? Property { get; init; }

    public IReadOnlyList<Stance>? Stance { get; init; }

    public IReadOnlyList<Guid>? Source { get; init; }

    /// <summary>Somewhere in its chains of attribution.</summary>
    public IReadOnlyList<Guid>? AttributedTo { get; init; }

    /// <summary>Its value is one of these entities.</summary>
    public IReadOnlyList<Guid>? Value { get; init; }

    public IReadOnlyList<Rank>? Rank { get; init; }

    public IReadOnlyList<Standing>? Standing { get; init; }

    public IReadOnlyList<Credibility>? Credibility { get; init; }

    public DayRange? Stated { get; init; }

    public bool? HasQuotation { get; init; }

    /// <summary>How its quotation compares with the snapshots; a claim without a quotation has none of these.</summary>
    public IReadOnlyList<QuotationStatus>? QuotationStatus { get; init; }

    /// <summary>Words of the quotation or of a text value.</summary>
    public string? Text { get; init; }

    protected override void AddTo(Where where)
    {
        where.WhenEntities(Subject, p => $"c.subject = any({p})");
        where.When(Property?.ToArray(), p => $"c.property = any({p})");
        where.When(Stance?.Select(k => (short)k).ToArray(), p => $"c.stance = any({p})");
        where.When(Source?.ToArray(), p => $"c.source = any({p})");
        where.When(AttributedTo?.ToArray(), p => $"(c.attributed is not null and c.attributed && {p})");
        where.WhenEntities(Value, p => $"c.value_entity = any({p})");
        where.When(Rank?.Select(k => (short)k).ToArray(), p => $"c.rank = any({p})");
        where.When(Standing?.Select(k => (short)k).ToArray(), p => $"c.standing = any({p})");
        where.When(Credibility?.Select(k => (short)k).ToArray(), p => $"c.credibility = any({p})");
        if (Stated is not null) where.Add(Stated.Overlaps(where, "c.stated", "c.stated_from", "c.stated_to"));
        where.When(HasQuotation, "c.quote_exact is not null");
        where.When(QuotationStatus?.Select(k => (short)k).ToArray(), p => $"exists (select from {where.Tables.Quotations} q where q.claim = c.id and q.status = any({p}))");
        where.When(Text, p => $"{Words("c")} @@ websearch_to_tsquery('simple', model.fold({p}))");
    }

    /// <summary>The words of quotation and text value, as they are indexed.</summary>
    internal static string Words(string alias) => $"model.words({alias}.quote_exact, {alias}.value)";
}
