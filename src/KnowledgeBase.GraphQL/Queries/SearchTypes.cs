using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>What can be searched for.</summary>
public enum SearchType
{
    Country = 1,
    Organisation = 2,
    Diplomat = 3,
    Person = 4,
    Expulsion = 5,
    Episode = 6,
    Source = 7,
    Claim = 8,
}

public sealed class SearchTypeType() : DescribedEnum<SearchType>("SearchType", "What can be searched for.",
    (SearchType.Country, "Countries, by labels and accepted names."),
    (SearchType.Organisation, "Organisations, by labels and accepted names."),
    (SearchType.Diplomat, "Diplomats, by labels and accepted texts."),
    (SearchType.Person, "Persons, by labels and accepted texts."),
    (SearchType.Expulsion, "Expulsions, by labels and accepted texts, such as stated reasons."),
    (SearchType.Episode, "Episodes, by labels and accepted texts."),
    (SearchType.Source, "Sources, by titles."),
    (SearchType.Claim, "Claims, by the words of their quotations and text values."));

public sealed class SearchableUnion : UnionGraphType
{
    public SearchableUnion()
    {
        Name = "Searchable";
        Description = "What a search can find.";
        Type<CountryType>();
        Type<OrganisationType>();
        Type<DiplomatType>();
        Type<PersonType>();
        Type<ExpulsionType>();
        Type<EpisodeType>();
        Type<SourceType>();
        Type<ClaimType>();
    }
}

/// <param name="Node">The entity, source or claim.</param>
public sealed record SeenHit(Found Found, object Node);

public sealed class SearchHitType : ObjectGraphType<SeenHit>
{
    public SearchHitType()
    {
        Name = "SearchHit";
        Description = "Something that a search found.";
        Field<NonNullGraphType<StringGraphType>>("text").Description("What matched: the label, accepted text, title, or quotation (of a claim without one, its text value).").Resolve(c => c.Source.Found.Text);
        Field<NonNullGraphType<FloatGraphType>>("score").Description("How well it matches; higher is better, and only to be compared within one search.").Resolve(c => c.Source.Found.Score / 1e6);
        Field<NonNullGraphType<SearchableUnion>>("item").Description("What was found.").Resolve(c => c.Source.Node);
    }
}

internal static class SearchTypes
{
    public static IReadOnlyList<SearchType> All { get; } = Enum.GetValues<SearchType>();

    public static IReadOnlyList<short> Kinds(IEnumerable<SearchType> types) =>
        [.. types.Where(t => Enum.IsDefined((EntityKind)(int)t)).Select(t => (short)t)];
}
