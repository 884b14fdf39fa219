using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.Recording;

/// <summary>What a command names besides its own target, and where in the input.</summary>
internal sealed record Reference(Guid Id, ReferenceKind Kind, string Path);

internal enum ReferenceKind
{
    Entity,
    Source,
    Claim,
}

/// <summary>Which stream a command is about, what else it names, and which decider decides it.</summary>
internal static class CommandRouting
{
    public static Guid StreamOf(object command) => command switch
    {
        RegisterEntity c => c.EntityId,
        RelabelEntity c => c.EntityId,
        JudgeIdentity c => Identifiers.Identity(c.EntityId, c.OtherEntityId),
        MergeEntities c => c.EntityId,
        UnmergeEntities c => c.EntityId,
        RegisterSource c => c.SourceId,
        DescribeSource c => c.SourceId,
        CiteSource c => c.SourceId,
        RemoveCitation c => c.SourceId,
        GradeSource c => c.SourceId,
        RetractSource c => c.SourceId,
        TakeSnapshot c => c.SourceId,
        JudgeIndependence c => Identifiers.Independence(c.SourceId, c.OtherSourceId),
        AssertClaim c => c.ClaimId,
        GradeClaim c => c.ClaimId,
        RankClaim c => c.ClaimId,
        RetractClaim c => c.ClaimId,
        WithdrawClaim c => c.ClaimId,
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No decider knows this command."),
    };

    /// <summary>Those whose existence the deciders leave to be checked here.</summary>
    public static IEnumerable<Reference> Checked(object command) => command switch
    {
        RegisterSource { Description.PublisherId: { } id } => [new(id, ReferenceKind.Source, "publisher")],
        DescribeSource { Description.PublisherId: { } id } => [new(id, ReferenceKind.Source, "publisher")],
        CiteSource c => [new(c.CitedId, ReferenceKind.Source, "citedSource")],
        JudgeIndependence c => [new(c.SourceId, ReferenceKind.Source, "source"), new(c.OtherSourceId, ReferenceKind.Source, "otherSource")],
        WithdrawClaim { SupersededBy: { } id } => [new(id, ReferenceKind.Claim, "supersededBy")],
        _ => [],
    };

    /// <summary>Everything that a command names and its decider checks, with the places.</summary>
    public static IEnumerable<Guid> Context(object command) => command switch
    {
        AssertClaim c => [c.SubjectId, c.SourceId, .. c.AttributedTo.SelectMany(chain => chain),
            .. c.ReadInSourceId is { } readIn ? [readIn] : Array.Empty<Guid>(), .. c.Value is EntityValue v ? [v.EntityId] : Array.Empty<Guid>()],
        JudgeIdentity c => [c.EntityId, c.OtherEntityId],
        MergeEntities c => [c.SurvivorId, Identifiers.Identity(c.EntityId, c.SurvivorId)],
        _ => [],
    };

    /// <summary>Every entity, source and claim that a command is about or names, and where in the input.</summary>
    public static IEnumerable<(Guid Id, string Path)> Named(object command)
    {
        if (command is not AssertClaim)
        {
            yield return (StreamOf(command), command switch
            {
                RegisterEntity or RegisterSource => "key",
                RelabelEntity or JudgeIdentity or MergeEntities or UnmergeEntities => "entity",
                GradeClaim or RankClaim or RetractClaim or WithdrawClaim => "claim",
                _ => "source",
            });
        }

        foreach (var reference in Checked(command)) yield return (reference.Id, reference.Path);
        if (command is JudgeIdentity judge)
        {
            yield return (judge.EntityId, "entity");
            yield return (judge.OtherEntityId, "otherEntity");
        }

        if (command is MergeEntities merge) yield return (merge.SurvivorId, "survivor");
        if (command is not AssertClaim c) yield break;
        yield return (c.SubjectId, "subject");
        yield return (c.SourceId, "source");
        if (c.ReadInSourceId is { } readIn) yield return (readIn, "readIn");
        if (c.Value is EntityValue v) yield return (v.EntityId, "value.entity");
        for (var i = 0; i < c.AttributedTo.Count; i++)
        {
            for (var j = 0; j < c.AttributedTo[i].Count; j++) yield return (c.AttributedTo[i][j], $"attributedTo.{i}.{j}");
        }
    }

    public static Decision Decide(object? state, object command, RecordedState recorded) => command switch
    {
        RegisterEntity c => EntityDecider.Decide(state as Entity, c),
        RelabelEntity c => EntityDecider.Decide(state as Entity, c),
        JudgeIdentity c => IdentityDecider.Decide(state as EntityPair, c, recorded.Identities),
        MergeEntities c => IdentityDecider.Decide(state as Entity, c, recorded.Identities),
        UnmergeEntities c => IdentityDecider.Decide(state as Entity, c),
        RegisterSource c => SourceDecider.Decide(state as Source, c),
        DescribeSource c => SourceDecider.Decide(state as Source, c),
        CiteSource c => SourceDecider.Decide(state as Source, c),
        RemoveCitation c => SourceDecider.Decide(state as Source, c),
        GradeSource c => SourceDecider.Decide(state as Source, c),
        RetractSource c => SourceDecider.Decide(state as Source, c),
        TakeSnapshot c => SnapshotDecider.Decide(state as Source, c, recorded.Snapshots[c]),
        JudgeIndependence c => SourceDecider.Decide(state as SourcePair, c),
        AssertClaim c => AssertClaimDecider.Decide(state as Claim, c, recorded.Claims),
        GradeClaim c => ClaimDecider.Decide(state as Claim, c),
        RankClaim c => ClaimDecider.Decide(state as Claim, c),
        RetractClaim c => ClaimDecider.Decide(state as Claim, c),
        WithdrawClaim c => ClaimDecider.Decide(state as Claim, c),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No decider knows this command."),
    };

    public static object? Evolve(object? state, object @event) => @event switch
    {
        IEntityRegistered or EntityRelabelled or EntityMerged or EntityUnmerged => Entity.Evolve(state as Entity, @event),
        IdentityJudged => EntityPair.Evolve(state as EntityPair, @event),
        SubjectErased { EntityId: not null } => Entity.Evolve(state as Entity, @event),
        SubjectErased => Source.Evolve(state as Source, @event),
        IndependenceJudged => SourcePair.Evolve(state as SourcePair, @event),
        SourceRegistered or SourceDescribed or SourceCited or CitationRemoved or SourceReliabilityGraded or SourceSnapshotTaken or SourceRetracted =>
            Source.Evolve(state as Source, @event),
        _ => Claim.Evolve(state as Claim, @event),
    };
}
