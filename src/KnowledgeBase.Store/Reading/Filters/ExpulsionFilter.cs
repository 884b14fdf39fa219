namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on expulsions (aliases <c>e</c> and <c>x</c>), by their accepted values.</summary>
public sealed record ExpulsionFilter : EntityFilter
{
    public IReadOnlyList<Guid>? ExpellingParty { get; init; }

    public IReadOnlyList<Guid>? SendingParty { get; init; }

    /// <summary>On either side.</summary>
    public IReadOnlyList<Guid>? Party { get; init; }

    /// <summary>On the other side than <see cref="Party"/>; without it, on either side.</summary>
    public IReadOnlyList<Guid>? Counterpart { get; init; }

    public DayRange? Announced { get; init; }

    public DayRange? Executed { get; init; }

    public IReadOnlyList<string>? Measure { get; init; }

    public IReadOnlyList<string>? Status { get; init; }

    public IReadOnlyList<string>? Publicity { get; init; }

    /// <summary>The number of persons may lie in it.</summary>
    public NumberRange? Headcount { get; init; }

    /// <summary>Part of one of these episodes or aggregates, over however many steps.</summary>
    public IReadOnlyList<Guid>? PartOf { get; init; }

    /// <summary>Answers another expulsion.</summary>
    public bool? IsResponse { get; init; }

    /// <summary>Was answered by another expulsion.</summary>
    public bool? HasResponses { get; init; }

    public IReadOnlyList<Guid>? InResponseTo { get; init; }

    protected override void AddTo(Where where)
    {
        base.AddTo(where);
        where.WhenEntities(ExpellingParty, p => $"x.expelling_party = any({p})");
        where.WhenEntities(SendingParty, p => $"x.sending_party = any({p})");
        AddSides(where);
        if (Announced is not null) where.Add(Announced.Overlaps(where, "x.announced", "x.announced_from", "x.announced_to"));
        if (Executed is not null) where.Add(Executed.Overlaps(where, "x.executed", "x.executed_from", "x.executed_to"));
        where.When(Measure?.ToArray(), p => $"x.measure = any({p})");
        where.When(Status?.ToArray(), p => $"x.status = any({p})");
        where.When(Publicity?.ToArray(), p => $"x.publicity = any({p})");
        if (Headcount?.Min is { } min) where.Add($"x.headcount_text is not null and coalesce(x.headcount_max, 2147483647) >= {where.Param(min)}");
        if (Headcount?.Max is { } max) where.Add($"x.headcount_min <= {where.Param(max)}");
        where.WhenEntities(PartOf, p => $"e.id in ({Reading.PartOf.Below(where.Tables, $"select unnest({p})")})");
        where.When(IsResponse, "x.in_response_to is not null");
        where.When(HasResponses, $"exists (select from {where.Tables.Expulsions} r where r.in_response_to = e.id)");
        where.WhenEntities(InResponseTo, p => $"x.in_response_to = any({p})");
    }

    private void AddSides(Where where)
    {
        var parties = Party is null ? null : where.Survivors(Party);
        var counterparts = Counterpart is null ? null : where.Survivors(Counterpart);
        if (parties is not null && counterparts is not null)
        {
            where.Add($"(x.expelling_party = any({parties}) and x.sending_party = any({counterparts}) "
                + $"or x.expelling_party = any({counterparts}) and x.sending_party = any({parties}))");
        }
        else if ((parties ?? counterparts) is { } either)
        {
            where.Add($"(x.expelling_party = any({either}) or x.sending_party = any({either}))");
        }
    }
}
