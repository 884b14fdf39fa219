using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Text;

namespace KnowledgeBase.Domain.Erasure;

/// <summary>Asks for the details of a natural person to be erased. One of the two ids is given.</summary>
/// <param name="AlsoRedact">Positions of further events, found to tell of the person, whose free texts are to go.</param>
public sealed record EraseSubject(Guid? EntityId, Guid? SourceId, string Reason, IReadOnlyList<long> AlsoRedact)
{
    public Guid SubjectId => EntityId ?? SourceId ?? Guid.Empty;
}

/// <summary>Whose details can be erased, and for which words of a reason.</summary>
public static class ErasureDecider
{
    /// <param name="subject">The <see cref="Entity"/> or <see cref="Source"/>; null when nothing is registered under the id.</param>
    /// <param name="names">What the subject is called.</param>
    public static IReadOnlyList<Refusal> Refusals(object? subject, EraseSubject command, IReadOnlyCollection<string> names)
    {
        var place = command.SourceId is null ? "entity" : "source";
        var checks = new Checks()
            .Text(command.Reason, Limits.Reason, "reason")
            .Require(command.EntityId is null != command.SourceId is null, RefusalCodes.Count, "Name an entity or a source, one of the two.", "")
            .Require(!names.Any(n => Contains(command.Reason, n)), RefusalCodes.Malformed, "The reason stays for ever: it must not name the person.", "reason");
        return subject switch
        {
            Entity { Kind: EntityKind.Person or EntityKind.Diplomat } when command.EntityId is not null => checks.Refusals,
            Source { Description.Kind: SourceKind.Person or SourceKind.Informant or SourceKind.ReaderComment } when command.SourceId is not null => checks.Refusals,
            Entity or Source => checks.Add(
                RefusalCodes.NotAPerson, "Only a person or a diplomat, or a source that is a person, an informant or a reader's comment, can be erased.", place).Refusals,
            _ => checks.Add(RefusalCodes.NotFound, $"No {place} is registered under this id.", place).Refusals,
        };
    }

    private static bool Contains(string text, string name) =>
        TextNormalisation.Collapse(text).Contains(TextNormalisation.Collapse(name), StringComparison.OrdinalIgnoreCase);
}
