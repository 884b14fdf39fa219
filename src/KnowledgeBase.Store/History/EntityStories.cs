using KnowledgeBase.Domain.Entities;

namespace KnowledgeBase.Store.History;

/// <summary>What happened to entities themselves.</summary>
internal static class EntityStories
{
    public static Story Registered(ToldEvent told)
    {
        var e = (IEntityRegistered)told.Data;
        return new(
            new([new NamedEntity(e.EntityId), $" was registered as {Words.OneOf(Words.Of(e.Kind))}."]),
            new Fields().Add("key", null, e.Key).Add("label", null, e.Label).All);
    }

    public static Story Relabelled(ToldEvent told, EntityRelabelled e)
    {
        var before = told.Entity.Before;
        var whose = before is null ? "An entity" : $"The {Words.Of(before.Kind)} {Words.Quoted(before.Label)}";
        return new(
            StoryText.Of($"{whose} was relabelled {Words.Quoted(e.Label)}{StoryText.Because(e.Reason)}"),
            new Fields().Add("label", before?.Label, e.Label).Add("reason", null, e.Reason).All);
    }

    public static Story Judged(IdentityJudged e)
    {
        var (first, second) = (new NamedEntity(e.FirstEntityId), new NamedEntity(e.SecondEntityId));
        var verdict = e.Verdict switch
        {
            IdentityVerdict.Same => " were judged to be the same",
            IdentityVerdict.Different => " were judged to be different",
            _ => " were looked at, and it could not be told whether they are the same",
        };
        return new(
            new([first, " and ", second, $"{verdict}{StoryText.Because(e.Reason)}"]),
            new Fields().AddNew("entities", new([first, " and ", second])).Add("verdict", null, Words.OfEnum<IdentityVerdict>(e.Verdict)).Add("reason", null, e.Reason).All);
    }

    public static Story Merged(EntityMerged e) => new(
        new([new NamedEntity(e.EntityId), " turned out to be ", new NamedEntity(e.SurvivorId), $" and was merged into it{StoryText.Because(e.Reason)}"]),
        new Fields().AddNew("entity", new([new NamedEntity(e.EntityId)])).AddNew("mergedInto", new([new NamedEntity(e.SurvivorId)])).Add("reason", null, e.Reason).All);

    public static Story Unmerged(EntityUnmerged e) => new(
        new(["The merge of ", new NamedEntity(e.EntityId), " into ", new NamedEntity(e.SurvivorId), $" was undone{StoryText.Because(e.Reason)}"]),
        new Fields().AddNew("entity", new([new NamedEntity(e.EntityId)])).Add("mergedInto", new([new NamedEntity(e.SurvivorId)]), null, false).Add("reason", null, e.Reason).All);
}
