namespace KnowledgeBase.Domain.Erasure;

/// <summary>
/// The details of a natural person were erased on request. Nothing in it says who that was; it says which earlier events were
/// rewritten, and how each reads since, so that a rewritten event can be told from a tampered one.
/// </summary>
/// <param name="EntityId">The person or diplomat; null when it was a source.</param>
/// <param name="SourceId">The source; null when it was a person or diplomat.</param>
/// <param name="Reason">Why, in words that do not name the person.</param>
/// <param name="Events">The rewritten events, in the order of the log.</param>
public sealed record SubjectErased(Guid? EntityId, Guid? SourceId, string Reason, IReadOnlyList<ErasedEvent> Events)
{
    public Guid SubjectId => EntityId ?? SourceId!.Value;
}

/// <param name="Position">In the log.</param>
/// <param name="Digest">SHA-256 of the payload as it reads since, in hexadecimal.</param>
public sealed record ErasedEvent(long Position, string Digest);
