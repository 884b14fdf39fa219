using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Mutations on the identity of entities; what is known about them is claimed.</summary>
internal static class EntityMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("registerCountry", Role.Contributor, "Registers a country, present or former. Registering the same one again records nothing.",
            input => input.Required<CountryCodeType>("code", "Its code, in capitals.").Required<StringGraphType>("label", Label),
            payload => payload.Entity<CountryType>("country", Registered("country")),
            [UserErrorKind.AlreadyRegistered],
            input => [new Step(new RegisterEntity(EntityKind.Country, input.Required<string>("code"), input.Required<string>("label")))]),
        Register<OrganisationType>(EntityKind.Organisation, "an embassy, ministry, service, alliance, company or any other body"),
        Register<PersonType>(EntityKind.Person, "a natural person who is no diplomat"),
        Register<EpisodeType>(EntityKind.Episode, "a wave or an affair that expulsions belong to"),
        Register<DiplomatType>(EntityKind.Diplomat, "a member of a mission, named or unnamed"),
        Register<ExpulsionType>(EntityKind.Expulsion, "one measure by which a party makes another party's staff leave"),
        new("relabelEntity", Role.Contributor, "Gives an entity another label.",
            input => input.Required<IdGraphType>("entity", "Its id, or its key with its kind, such as `expulsion:2021-fr-ru`.")
                .Required<StringGraphType>("label", Label).Optional<StringGraphType>("reason", "Why, in a sentence.").Version("the entity"),
            payload => payload.Entity<EntityInterface>("entity", "The entity, as it is now; null when the mutation was refused."),
            [UserErrorKind.NotFound, UserErrorKind.Conflict],
            input => Mutation.One(input, new RelabelEntity(
                input.Reference("entity", References.Entity), input.Required<string>("label"), input.Optional<string>("reason")))),
    ];

    private const string Label = "Short text to tell it from others. Not a claim.";

    private static Mutation Register<T>(EntityKind kind, string what)
        where T : IGraphType
    {
        var field = kind.ToString().ToLowerInvariant();
        return new($"register{kind}", Role.Contributor, $"Registers {what}. Registering the same one again records nothing.",
            input => input.Required<StringGraphType>("key", "Natural key of your choice, unique among its kind: lower-case letters and digits, with single dots or hyphens between them.")
                .Required<StringGraphType>("label", Label),
            payload => payload.Entity<T>(field, Registered(field)),
            [UserErrorKind.AlreadyRegistered],
            input => [new Step(new RegisterEntity(kind, input.Required<string>("key"), input.Required<string>("label")))]);
    }

    private static string Registered(string field) => $"The {field}, new or registered before; null when the mutation was refused.";
}
