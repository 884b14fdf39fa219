namespace KnowledgeBase.Store.Access;

/// <summary>What is kept of a key that a machine signs in with; the key itself is not.</summary>
/// <param name="Id">Its visible beginning, <c>kb_</c> and eight hexadecimal digits: enough to recognise it, and to revoke it.</param>
/// <param name="Name">Whose it is; unique among the keys that were not revoked.</param>
/// <param name="Role">What it may do, in lower case.</param>
/// <param name="ExpiresAt">From when on it is good for nothing; null for never.</param>
/// <param name="RevokedAt">Since when it is good for nothing; null while it is not revoked.</param>
public sealed record ApiKey(string Id, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether somebody who has it is let in.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
