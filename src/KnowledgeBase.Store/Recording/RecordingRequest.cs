using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Store.Recording;

/// <summary>Who asks for something to be recorded, and in what: the metadata of the events.</summary>
/// <param name="Actor">The authenticated identity.</param>
/// <param name="RequestId">Correlation id of the request, for tracing.</param>
/// <param name="CausedBy">Id of what caused the request, if anything did.</param>
/// <param name="ImportId">The import that it belongs to.</param>
public sealed record Author(string Actor, string? RequestId = null, string? CausedBy = null, Guid? ImportId = null);

/// <summary>The client's promise that the same key means the same request.</summary>
/// <param name="Key">Unique for its owner.</param>
/// <param name="Fingerprint">Hash of the operation and its whole input: the same key with another one is refused.</param>
/// <param name="Owner">Whose key it is; null for the actor's own.</param>
public sealed record IdempotencyKey(string Key, string Fingerprint, string? Owner = null);

/// <param name="Command">A command of the Domain, e.g. <c>RegisterEntity</c> or <c>AssertClaim</c>.</param>
/// <param name="Path">Where it stands in the input, put before the place of every refusal.</param>
/// <param name="ExpectedVersion">Number of events that the client believes its stream to have; null when it does not care.</param>
public sealed record Step(object Command, string Path = "", long? ExpectedVersion = null);

/// <summary>One event that was recorded.</summary>
/// <param name="Position">In the log.</param>
/// <param name="StreamId">Of the entity, source or claim (or pair of sources) that it is about.</param>
/// <param name="Kind">Wire name, e.g. <c>claim_asserted.v1</c>.</param>
public sealed record RecordedChange(long Position, Guid StreamId, string Kind);

/// <summary>What became of a request: all its steps recorded, or none and the reasons.</summary>
/// <param name="Targets">For each step, the id of what it is about.</param>
/// <param name="Changes">Empty when everything was recorded before.</param>
/// <param name="WasReplayed">The same request was recorded earlier, and this is its answer.</param>
public sealed record RecordingResult(
    IReadOnlyList<Guid> Targets, IReadOnlyList<RecordedChange> Changes, IReadOnlyList<Refusal> Refusals, bool WasReplayed = false)
{
    public bool IsRefused => Refusals.Count > 0;

    /// <summary>Position from which on the read model shows it; 0 when nothing was recorded.</summary>
    public long Position => Changes.Count == 0 ? 0 : Changes[^1].Position;

    public static RecordingResult Refused(IReadOnlyList<Refusal> refusals) => new([], [], refusals);
}
