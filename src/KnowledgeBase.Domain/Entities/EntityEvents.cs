using System.Text.Json.Serialization;

namespace KnowledgeBase.Domain.Entities;

/// <summary>An entity exists in the base: identity and label only; all that is known about it is claims.</summary>
public interface IEntityRegistered
{
    Guid EntityId { get; }
    EntityKind Kind { get; }
    /// <summary>Natural key within its kind, e.g. <c>2021-fr-ru</c> or <c>FR</c>.</summary>
    string Key { get; }
    string Label { get; }
    /// <summary>It was a natural person, whose details were erased since.</summary>
    bool IsErased => false;
}

/// <param name="Code">ISO 3166-1 alpha-2, or ISO 3166-3 alpha-4 for a former country.</param>
public sealed record CountryRegistered(Guid EntityId, string Code, string Label) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Country;
    string IEntityRegistered.Key => Code;
}

public sealed record OrganisationRegistered(Guid EntityId, string Key, string Label) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Organisation;
}

public sealed record DiplomatRegistered(
    Guid EntityId, string Key, string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsErased = false) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Diplomat;
}

public sealed record PersonRegistered(
    Guid EntityId, string Key, string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsErased = false) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Person;
}

public sealed record ExpulsionRegistered(Guid EntityId, string Key, string Label) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Expulsion;
}

public sealed record EpisodeRegistered(Guid EntityId, string Key, string Label) : IEntityRegistered
{
    EntityKind IEntityRegistered.Kind => EntityKind.Episode;
}

public sealed record EntityRelabelled(Guid EntityId, string Label, string? Reason);
