using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Tests.Deciding;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Entities;

public sealed class IdentityDeciderTests
{
    private static readonly Guid A = Identifiers.Entity(EntityKind.Person, "a");
    private static readonly Guid B = Identifiers.Entity(EntityKind.Person, "b");
    private static readonly Guid C = Identifiers.Entity(EntityKind.Person, "c");
    private static readonly Guid Wave = Identifiers.Entity(EntityKind.Episode, "wave");
    private static readonly Guid Nobody = Guid.NewGuid();
    private static readonly object[] Registered =
    [
        new PersonRegistered(A, "a", "Ann"), new PersonRegistered(B, "b", "Anne"), new PersonRegistered(C, "c", "Anna"), new EpisodeRegistered(Wave, "wave", "Wave"),
    ];

    private static IdentityContext Context(params object[] given)
    {
        var entities = new Dictionary<Guid, Entity?>();
        var pairs = new Dictionary<Guid, EntityPair?>();
        foreach (var e in Registered.Concat(given))
        {
            if (e is IdentityJudged judged)
            {
                pairs[Identifiers.Identity(judged.FirstEntityId, judged.SecondEntityId)] = EntityPair.Evolve(null, judged);
                continue;
            }

            var id = e switch { IEntityRegistered r => r.EntityId, EntityMerged m => m.EntityId, EntityUnmerged u => u.EntityId, _ => throw new ArgumentException("?") };
            entities[id] = Entity.Evolve(entities.GetValueOrDefault(id), e);
        }

        return new(entities.GetValueOrDefault, (a, b) => pairs.GetValueOrDefault(Identifiers.Identity(a, b))?.Judged);
    }

    private static Outcome Judge(JudgeIdentity command, params object[] given) =>
        new Given<EntityPair>(EntityPair.Evolve, [.. given.OfType<IdentityJudged>()]).When(s => IdentityDecider.Decide(s, command, Context(given)));

    private static Outcome Merge(MergeEntities command, params object[] given) =>
        new Given<Entity>(Entity.Evolve, [.. Registered.Concat(given).Where(e => IsOf(e, command.EntityId))]).When(s => IdentityDecider.Decide(s, command, Context(given)));

    private static bool IsOf(object e, Guid id) => e switch
    {
        IEntityRegistered r => r.EntityId == id,
        EntityMerged m => m.EntityId == id,
        EntityUnmerged u => u.EntityId == id,
        _ => false,
    };

    private static IdentityJudged Judged(Guid a, Guid b, IdentityVerdict verdict)
    {
        var (first, second) = Identifiers.Ordered(a, b);
        return new(first, second, verdict, "looked at both");
    }

    [Theory]
    [InlineData(IdentityVerdict.Same)]
    [InlineData(IdentityVerdict.Different)]
    [InlineData(IdentityVerdict.Unsure)]
    public void Two_entities_are_judged_the_same_way_in_either_order(IdentityVerdict verdict)
    {
        var judged = Judged(A, B, verdict);
        Judge(new(A, B, verdict, " looked at both ")).Then(judged);
        Judge(new(B, A, verdict, "looked at both")).Then(judged);
        Judge(new(B, A, verdict, "looked at both"), judged).ThenNothing();
        Assert.Equal(Identifiers.Identity(A, B), Identifiers.Identity(B, A));
    }

    [Fact]
    public void A_judgement_may_change() => Judge(new(A, B, IdentityVerdict.Unsure, "looked at both"), Judged(A, B, IdentityVerdict.Same))
        .Then(Judged(A, B, IdentityVerdict.Unsure));

    [Fact]
    public void An_import_leaves_a_judgement_as_it_is()
    {
        Judge(new(A, B, IdentityVerdict.Same, "looked at both", KeepsExisting: true)).Then(Judged(A, B, IdentityVerdict.Same));
        Judge(new(A, B, IdentityVerdict.Same, "a file", KeepsExisting: true), Judged(A, B, IdentityVerdict.Different)).ThenNothing();
    }

    [Fact]
    public void A_judgement_is_on_two_registered_entities_of_one_kind_and_has_a_reason()
    {
        Judge(new(A, A, IdentityVerdict.Same, "why")).ThenRefused(RefusalCodes.SelfReference, "otherEntity");
        Judge(new(A, Wave, IdentityVerdict.Different, "why")).ThenRefused(RefusalCodes.OtherKind, "otherEntity");
        Judge(new(Nobody, A, (IdentityVerdict)9, " ")).ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.Malformed, "verdict"), (RefusalCodes.NotFound, "entity"));
    }

    [Fact]
    public void What_is_merged_is_not_judged_different_before_the_merge_is_undone()
    {
        object[] given = [new EntityMerged(A, C, "one"), new EntityMerged(B, C, "one")];
        Judge(new(A, B, IdentityVerdict.Different, "why"), given).ThenRefused(RefusalCodes.AlreadyMerged, "verdict");
        Judge(new(A, C, IdentityVerdict.Unsure, "why"), given).ThenRefused(RefusalCodes.AlreadyMerged, "verdict");
        Judge(new(A, B, IdentityVerdict.Same, "looked at both"), given).Then(Judged(A, B, IdentityVerdict.Same));
        Judge(new(A, B, IdentityVerdict.Different, "looked at both"), [.. given, new EntityUnmerged(B, C, "no")]).Then(Judged(A, B, IdentityVerdict.Different));
    }

    [Fact]
    public void An_entity_is_merged_into_another_one_of_its_kind()
    {
        Merge(new(A, B, " one person ")).Then(new EntityMerged(A, B, "one person"));
        Merge(new(A, A, "why")).ThenRefused(RefusalCodes.SelfReference, "survivor");
        Merge(new(A, Wave, "why")).ThenRefused(RefusalCodes.OtherKind, "survivor");
        Merge(new(A, Nobody, "")).ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.NotFound, "survivor"));
        Merge(new(Nobody, A, "why")).ThenRefused(RefusalCodes.NotFound, "entity");
    }

    [Fact]
    public void An_entity_that_is_merged_is_not_merged_again_before_that_is_undone()
    {
        Merge(new(A, C, "why"), new EntityMerged(A, B, "one")).ThenRefused(RefusalCodes.AlreadyMerged, "entity");
        Merge(new(A, B, "another reason"), new EntityMerged(A, B, "one")).ThenRefused(RefusalCodes.AlreadyMerged, "entity");
        Merge(new(A, C, "why"), new EntityMerged(A, B, "one"), new EntityUnmerged(A, B, "no")).Then(new EntityMerged(A, C, "why"));
    }

    [Fact]
    public void Chains_are_allowed_and_circles_are_not()
    {
        Merge(new(B, C, "why"), new EntityMerged(A, B, "one")).Then(new EntityMerged(B, C, "why"));
        Merge(new(C, A, "why"), new EntityMerged(A, B, "one")).Then(new EntityMerged(C, A, "why"));
        Merge(new(B, A, "why"), new EntityMerged(A, B, "one")).ThenRefused(RefusalCodes.MergeCircle, "survivor");
        Merge(new(C, A, "why"), new EntityMerged(A, B, "one"), new EntityMerged(B, C, "one")).ThenRefused(RefusalCodes.MergeCircle, "survivor");
    }

    [Fact]
    public void What_was_judged_different_is_not_merged_and_what_is_unsure_may_be()
    {
        Merge(new(A, B, "why"), Judged(A, B, IdentityVerdict.Different)).ThenRefused(RefusalCodes.JudgedDifferent, "survivor");
        Merge(new(A, B, "why"), Judged(A, B, IdentityVerdict.Unsure)).Then(new EntityMerged(A, B, "why"));
    }

    [Fact]
    public void A_merge_is_undone_once()
    {
        Outcome Undo(Guid id, string reason, params object[] given) =>
            new Given<Entity>(Entity.Evolve, given).When(s => IdentityDecider.Decide(s, new UnmergeEntities(id, reason)), RefusalCodes.NothingToChange);
        Undo(A, " two persons ", Registered[0], new EntityMerged(A, B, "one")).Then(new EntityUnmerged(A, B, "two persons"));
        Undo(A, "why", Registered[0]).ThenRefused(RefusalCodes.NothingToChange, "entity");
        Undo(A, "", Registered[0], new EntityMerged(A, B, "one")).ThenRefused(RefusalCodes.Empty, "reason");
        Undo(Nobody, "why").ThenRefused(RefusalCodes.NotFound, "entity");
    }
}
