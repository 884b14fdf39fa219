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
            case IEntityRegistered e: Entities.Add(e.EntityId); break;
            case EntityRelabelled e: Entities.Add(e.EntityId); break;
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
        Facts.Where(f => PropertyRegistry.Get(f.Property).Subject == EntityKind.Expulsion).Select(f => f.Subject).Distinct();

    private void Assert(ClaimAsserted e)
    {
        Claims.Add(e.ClaimId);
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
