using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Text;

namespace KnowledgeBase.Store.Erasure;

/// <summary>What somebody is or was called, from all that was ever recorded.</summary>
internal static class SubjectNames
{
    /// <summary>A shorter name would be found everywhere.</summary>
    private const int Shortest = 3;

    public static IReadOnlyList<string> Of(SubjectScope scope) =>
    [
        .. scope.Events.SelectMany(s => In(scope.Members, s.Event.Data)).Select(TextNormalisation.Collapse)
            .Where(n => n.Length >= Shortest && !n.StartsWith(Redaction.Placeholder, StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<string> In(IReadOnlyList<Guid> subjects, object @event) => @event switch
    {
        IEntityRegistered { IsErased: false } e when subjects.Contains(e.EntityId) => [e.Label, .. Words(e.Key)],
        EntityRelabelled e when subjects.Contains(e.EntityId) => [e.Label],
        ClaimAsserted { Value: TextValue v } e when subjects.Contains(e.SubjectId) && e.Property.EndsWith(".name", StringComparison.Ordinal) => [v.Text],
        SourceRegistered { IsErased: false } e when subjects.Contains(e.SourceId) => [e.Description.Title, .. Words(e.Key)],
        SourceDescribed e when subjects.Contains(e.SourceId) => [e.Description.Title],
        _ => [],
    };

    /// <summary>A slug as it is, and as words.</summary>
    private static IEnumerable<string> Words(string key) => [key, key.Replace('-', ' ').Replace('.', ' ')];
}
