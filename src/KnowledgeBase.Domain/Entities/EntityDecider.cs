using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Entities;

/// <param name="Key">An ISO 3166 code for a country, else a slug.</param>
public sealed record RegisterEntity(EntityKind Kind, string Key, string Label)
{
    public Guid EntityId => Identifiers.Entity(Kind, Key);

    /// <summary>One that is registered already stays as it is, whatever it is called: for imports, which know less than a curator.</summary>
    public bool KeepsExisting { get; init; }

    /// <summary>A label that stood in for a name that nobody knew yet, and gives way to this one.</summary>
    public string? InsteadOf { get; init; }
}

public sealed record RelabelEntity(Guid EntityId, string Label, string? Reason);

public static class EntityDecider
{
    public static Decision Decide(Entity? state, RegisterEntity command)
    {
        var checks = new Checks().Text(command.Label, Limits.Label, "label");
        if (!Enum.IsDefined(command.Kind)) checks.Add(RefusalCodes.Malformed, "No such kind of entity.", "kind");
        if (command.Kind != EntityKind.Country) checks.Key(command.Key, "key");
        else if (!CountryCodes.IsKnown(command.Key))
        {
            checks.Add(RefusalCodes.UnknownCountryCode, "Not an ISO 3166-1 alpha-2 code, nor an ISO 3166-3 one of a former country.", "code");
        }

        return checks.OrElse(() => state switch
        {
            null => Decision.Record(Registered(command)),
            _ when state.Label == command.Label.Trim() => Decision.Nothing,
            _ when state.Label == command.InsteadOf => Decision.Record(new EntityRelabelled(state.Id, command.Label.Trim(), "It was known by an id alone.")),
            _ when command.KeepsExisting => Decision.Nothing,
            _ => Decision.Refuse(
                RefusalCodes.AlreadyRegistered, $"Registered already, as “{state.Label}”. Relabel it to change its label.", "label"),
        });
    }

    public static Decision Decide(Entity? state, RelabelEntity command) => new Checks()
        .Text(command.Label, Limits.Label, "label")
        .OptionalText(command.Reason, Limits.Reason, "reason")
        .OrElse(() => state switch
        {
            null => Decision.Refuse(RefusalCodes.NotFound, "No entity is registered under this id.", "entity"),
            _ when state.Label == command.Label.Trim() => Decision.Nothing,
            _ => Decision.Record(new EntityRelabelled(state.Id, command.Label.Trim(), command.Reason)),
        });

    private static IEntityRegistered Registered(RegisterEntity command)
    {
        var (id, key, label) = (command.EntityId, command.Key, command.Label.Trim());
        return command.Kind switch
        {
            EntityKind.Country => new CountryRegistered(id, key, label),
            EntityKind.Organisation => new OrganisationRegistered(id, key, label),
            EntityKind.Diplomat => new DiplomatRegistered(id, key, label),
            EntityKind.Person => new PersonRegistered(id, key, label),
            EntityKind.Expulsion => new ExpulsionRegistered(id, key, label),
            _ => new EpisodeRegistered(id, key, label),
        };
    }
}
