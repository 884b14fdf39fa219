using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

/// <summary>The conditions that every kind of entity has.</summary>
public abstract class EntityFilterType<TSelf>(string what) : FilterType<TSelf>(what)
    where TSelf : FilterType<TSelf>, IFilterReader
{
    protected void AddEntityFields()
    {
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("keys").Description("One of these natural keys, with or without the kind before the colon.");
        Field<StringGraphType>("text").Description("Part of the label or of an accepted text, in any case, with or without accents.");
        Field<BooleanGraphType>("contested").Description("Whether some fact of it is contested.");
        Field<BooleanGraphType>("onlyUnattributed").Description("Whether some fact of it rests on an unattributed root, and none on a named one.");
        Field<ListGraphType<NonNullGraphType<FactFilterType>>>("facts").Description("Each of these holds for some fact of it.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("saidBy").Description("One of these sources said something about it.");
    }
}

internal static class EntityFilterFields
{
    public static T WithEntityFields<T>(this T filter, InputReader input, EntityKind kind)
        where T : EntityFilter => filter with
        {
            Keys = input.List<string>("keys")?.Select(k => WithoutKind(k, kind)).ToList(),
            Text = input.SearchText("text"),
            Contested = input.Flag("contested"),
            OnlyUnattributed = input.Flag("onlyUnattributed"),
            Facts = input.Children("facts", i => Fact(i, kind)),
            SaidBy = input.Ids("saidBy", "Source"),
        };

    private static string WithoutKind(string key, EntityKind kind)
    {
        var prefix = $"{kind.ToString().ToLowerInvariant()}:";
        return key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : key;
    }

    private static FactCondition Fact(InputReader input, EntityKind kind)
    {
        var property = input.Text("property") is { } name ? PropertyRegistry.Get(name) : null;
        if (property is not null && property.Subject != kind)
        {
            throw new KnowledgeBaseError(Domain.Recording.RefusalCodes.PropertyNotOfSubject, $"{property.Name} is not a property of {kind}.", input.At("property"));
        }

        return new(
            property?.Number, input.List<FactStatus>("status"), input.Numbers("namedRoots"), input.Numbers("unattributedRoots"), input.Numbers("unresolvedClaims"),
            input.List<Independence>("independence"), input.Flag("circular"));
    }
}

public sealed class CountryFilterType : EntityFilterType<CountryFilterType>, IFilterReader
{
    public CountryFilterType()
        : base("countries")
    {
        AddEntityFields();
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("codes").Description("One of these codes.");
        Field<BooleanGraphType>("former").Description("Whether it no longer exists (ISO 3166-3).");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("memberOf").Description("Member of one of these organisations, as accepted.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input)
    {
        _ = input.Countries("codes");
        var filter = new CountryFilter { Former = input.Flag("former"), MemberOf = input.Ids("memberOf", "Organisation") }.WithEntityFields(input, EntityKind.Country);
        return input.List<string>("codes") is not { } codes
            ? filter
            : filter with { Keys = filter.Keys is null ? codes : [.. codes.Intersect(filter.Keys)] };
    }
}

public sealed class OrganisationFilterType : EntityFilterType<OrganisationFilterType>, IFilterReader
{
    public OrganisationFilterType()
        : base("organisations")
    {
        AddEntityFields();
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("country").Description("Belongs to one of these countries, as accepted.");
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("locatedIn").Description("Located in one of these countries, as accepted.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("parent").Description("Part of one of these organisations, as accepted.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new OrganisationFilter
    {
        Country = input.Countries("country"),
        LocatedIn = input.Countries("locatedIn"),
        Parent = input.Ids("parent", "Organisation"),
    }.WithEntityFields(input, EntityKind.Organisation);
}

public sealed class DiplomatFilterType : EntityFilterType<DiplomatFilterType>, IFilterReader
{
    public DiplomatFilterType()
        : base("diplomats")
    {
        AddEntityFields();
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("nationality").Description("National of one of these countries, as accepted.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("mission").Description("Posted to one of these missions, as accepted.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new IndividualFilter
    {
        Nationality = input.Countries("nationality"),
        Mission = input.Ids("mission", "Organisation"),
    }.WithEntityFields(input, EntityKind.Diplomat);
}

public sealed class PersonFilterType : EntityFilterType<PersonFilterType>, IFilterReader
{
    public PersonFilterType()
        : base("persons")
    {
        AddEntityFields();
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("nationality").Description("National of one of these countries, as accepted.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) =>
        new IndividualFilter { Nationality = input.Countries("nationality") }.WithEntityFields(input, EntityKind.Person);
}

public sealed class EpisodeFilterType : EntityFilterType<EpisodeFilterType>, IFilterReader
{
    public EpisodeFilterType()
        : base("episodes")
    {
        AddEntityFields();
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new EpisodeFilter().WithEntityFields(input, EntityKind.Episode);
}
