namespace KnowledgeBase.Store.Recording;

/// <summary>The answer of a request that carried an idempotency key, kept with its events in one transaction.</summary>
public sealed record CommandReceipt(string Id, string Fingerprint, IReadOnlyList<Guid> Targets, IReadOnlyList<RecordedChange> Changes)
{
    /// <summary>What the ids of imports begin with: their keys have no owner.</summary>
    public const string ImportPrefix = "0::";

    /// <summary>Keys belong to whoever uses them: two actors may use the same one.</summary>
    public static string IdOf(string actor, string key) => $"{actor.Length}:{actor}:{key}";
}
