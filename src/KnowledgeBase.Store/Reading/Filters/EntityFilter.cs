using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions on any kind of entity (alias <c>e</c>).</summary>
public abstract record EntityFilter : Filter
{
    /// <summary>Natural keys.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Part of the label or of an accepted name, in any case and with or without accents.</summary>
    public string? Text { get; init; }

    /// <summary>Some fact of it is contested.</summary>
    public bool? Contested { get; init; }

    /// <summary>Some fact of it rests on an unattributed root, and none on a named one.</summary>
    public bool? OnlyUnattributed { get; init; }

    /// <summary>Each of these holds for some fact of it.</summary>
    public IReadOnlyList<FactCondition>? Facts { get; init; }

    /// <summary>One of these sources said something about it.</summary>
    public IReadOnlyList<Guid>? SaidBy { get; init; }

    protected override void AddTo(Where where)
    {
        where.When(Keys?.ToArray(), p => $"e.id in (select a.survivor from {where.Tables.Entities} a where a.key = any({p}))");
        if (Text is not null) where.Add(TextCondition(where, where.Param(Parameters.Containing(Text))));
        if (Contested is not null) where.When(Contested, FactCondition.Contested(where, "e.id"));
        if (OnlyUnattributed is not null) where.When(OnlyUnattributed, FactCondition.OnlyUnattributed(where, "e.id"));
        foreach (var fact in Facts ?? []) where.Add(fact.ToSql(where, "e.id"));
        where.When(SaidBy?.ToArray(), p => $"exists (select from {where.Tables.Claims} k where k.subject = e.id and k.source = any({p}))");
    }

    /// <summary>As a set of ids, so that both trigram indexes serve.</summary>
    private static string TextCondition(Where where, string pattern) =>
        $"e.id in (select t.survivor from {where.Tables.Entities} t where model.fold(t.label) like model.fold({pattern}) "
        + $"union all select f.subject from {where.Tables.Facts} f where f.value_text is not null and model.fold(f.value_text) like model.fold({pattern}))";
}

/// <summary>Conditions on countries.</summary>
public sealed record CountryFilter : EntityFilter
{
    /// <summary>True for states that no longer exist (ISO 3166-3).</summary>
    public bool? Former { get; init; }

    /// <summary>Member of one of these organisations.</summary>
    public IReadOnlyList<Guid>? MemberOf { get; init; }

    protected override void AddTo(Where where)
    {
        base.AddTo(where);
        where.When(Former, "length(e.key) = 4");
        where.WhenEntities(MemberOf, p => FactCondition.ValueIs(where, "e.id", PropertyNumbers.CountryMemberOf, p));
    }
}

/// <summary>Conditions on organisations.</summary>
public sealed record OrganisationFilter : EntityFilter
{
    public IReadOnlyList<Guid>? Country { get; init; }

    public IReadOnlyList<Guid>? LocatedIn { get; init; }

    public IReadOnlyList<Guid>? Parent { get; init; }

    protected override void AddTo(Where where)
    {
        base.AddTo(where);
        where.WhenEntities(Country, p => FactCondition.ValueIs(where, "e.id", PropertyNumbers.OrganisationCountry, p));
        where.WhenEntities(LocatedIn, p => FactCondition.ValueIs(where, "e.id", PropertyNumbers.OrganisationLocatedIn, p));
        where.WhenEntities(Parent, p => FactCondition.ValueIs(where, "e.id", PropertyNumbers.OrganisationParent, p));
    }
}

/// <summary>Conditions on diplomats and other persons.</summary>
public sealed record IndividualFilter : EntityFilter
{
    public IReadOnlyList<Guid>? Nationality { get; init; }

    /// <summary>Diplomats only: posted to one of these.</summary>
    public IReadOnlyList<Guid>? Mission { get; init; }

    protected override void AddTo(Where where)
    {
        base.AddTo(where);
        where.WhenEntities(Nationality, p =>
            $"({FactCondition.ValueIs(where, "e.id", PropertyNumbers.DiplomatNationality, p)} or {FactCondition.ValueIs(where, "e.id", PropertyNumbers.PersonNationality, p)})");
        where.WhenEntities(Mission, p => FactCondition.ValueIs(where, "e.id", PropertyNumbers.DiplomatMission, p));
    }
}

/// <summary>Conditions on episodes.</summary>
public sealed record EpisodeFilter : EntityFilter;
