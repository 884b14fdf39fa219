using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>What the events of a page name.</summary>
internal sealed class Touched
{
    public HashSet<Guid> Entities { get; } = [];

    /// <summary>Entities that are merged, or are no longer, and those that they are merged into.</summary>
    public HashSet<Guid> Merged { get; } = [];

    /// <summary>The former of these.</summary>
    public HashSet<Guid> Moved { get; } = [];

    /// <summary>Entities that claims name: they may have been merged into others.</summary>
    public HashSet<Guid> Named { get; } = [];

    /// <summary>Expulsions that begin, perhaps with others merged into them already.</summary>
    public HashSet<Guid> NewExpulsions { get; } = [];

    public HashSet<(Guid First, Guid Second)> Judgements { get; } = [];

    public HashSet<Guid> Claims { get; } = [];

    public HashSet<(Guid Subject, short Property)> Facts { get; } = [];

    /// <summary>Sources whose change may bear on everything that cites them.</summary>
    public HashSet<Guid> ChangedSources { get; } = [];

    /// <summary>Sources whose change bears on their own claims only.</summary>
    public HashSet<Guid> GradedSources { get; } = [];

    /// <summary>Every source whose row or citations may be looked at.</summary>
    public HashSet<Guid> Sources { get; } = [];

    public void Add(object @event)
    {
        switch (@event)
        {
            case IEntityRegistered e: Register(e); break;
            case EntityRelabelled e: Entities.Add(e.EntityId); break;
            case IdentityJudged e: Judgements.Add((e.FirstEntityId, e.SecondEntityId)); break;
            case EntityMerged e: Move(e.EntityId, e.SurvivorId); break;
            case EntityUnmerged e: Move(e.EntityId, e.SurvivorId); break;
            case SourceRegistered e: Change(e.SourceId); break;
            case SourceDescribed e: Change(e.SourceId); break;
            case SourceRetracted e: Change(e.SourceId); break;
            case SourceCited e: Change(e.SourceId); Sources.Add(e.CitedId); break;
            case CitationRemoved e: Change(e.SourceId); Sources.Add(e.CitedId); break;
            case IndependenceJudged e: Change(e.FirstSourceId); Change(e.SecondSourceId); break;
            case SourceReliabilityGraded e: GradedSources.Add(e.SourceId); Sources.Add(e.SourceId); break;
            case ClaimAsserted e: Assert(e); break;
            case ClaimCredibilityGraded e: Claims.Add(e.ClaimId); break;
            case ClaimRanked e: Claims.Add(e.ClaimId); break;
            case ClaimRetracted e: Claims.Add(e.ClaimId); break;
            case ClaimWithdrawn e: Claims.Add(e.ClaimId); break;
        }
    }

    public void Add(ClaimRow row)
    {
        Facts.Add((row.Subject, row.Property));
        Sources.Add(row.Source);
        Sources.UnionWith(row.AttributedTo.Chains.SelectMany(c => c));
    }

    /// <summary>Expulsions whose row may change because one of their facts may.</summary>
    public IEnumerable<Guid> Expulsions() =>
        Facts.Where(f => PropertyRegistry.Get(f.Property).Subject == EntityKind.Expulsion).Select(f => f.Subject).Union(Merged);

    private void Move(Guid entity, Guid survivor)
    {
        Moved.Add(entity);
        Merged.Add(entity);
        Merged.Add(survivor);
    }

    private void Register(IEntityRegistered e)
    {
        Entities.Add(e.EntityId);
        if (e.Kind == EntityKind.Expulsion) NewExpulsions.Add(e.EntityId);
    }

    private void Assert(ClaimAsserted e)
    {
        Claims.Add(e.ClaimId);
        Named.Add(e.SubjectId);
        if (e.Value is EntityValue value) Named.Add(value.EntityId);
        Facts.Add((e.SubjectId, PropertyRegistry.Get(e.Property).Number));
        Sources.Add(e.SourceId);
        Sources.UnionWith(e.AttributedTo.SelectMany(c => c));
    }

    private void Change(Guid source)
    {
        ChangedSources.Add(source);
        Sources.Add(source);
    }
}
