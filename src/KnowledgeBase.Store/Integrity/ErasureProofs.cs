using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// Tells erased events from tampered ones. A rewritten payload is right only when a sealed <c>subject_erased</c> after it names its
/// position and the digest of how it reads now; and what such an event names is right only when it was rewritten.
/// </summary>
/// <param name="after">Events up to this position are not looked at.</param>
internal sealed class ErasureProofs(long after)
{
    private static readonly string ErasureName = EventNames.All[typeof(SubjectErased)];

    private readonly Dictionary<long, (string Digest, bool IsNamed)> rewritten = [];
    private readonly SortedSet<long> restored = [];

    /// <summary>First position whose payload is neither what was sealed nor what an erasure left; null when there is none.</summary>
    public long? FirstWrong => rewritten.Where(r => !r.Value.IsNamed).Select(r => r.Key).Concat(restored).Order().Select(p => (long?)p).FirstOrDefault();

    /// <summary>Takes the event of the reader's row, which is one of <see cref="LogChain.Events"/>.</summary>
    public void Add(NpgsqlDataReader row)
    {
        var payload = row.GetString(12);
        if (!row.IsDBNull(14)) rewritten[row.GetInt64(0)] = (DigestOf(payload), false);
        if (row.GetString(4) != ErasureName) return;
        foreach (var e in Named(payload))
        {
            // The last erasure that names an event says how it reads.
            if (rewritten.TryGetValue(e.Position, out var seen)) rewritten[e.Position] = seen with { IsNamed = seen.Digest == e.Digest };
            else if (e.Position > after) restored.Add(e.Position);
        }
    }

    private static IReadOnlyList<ErasedEvent> Named(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<SubjectErased>(payload, StoreJson.Options)?.Events ?? [];
        }
        catch (JsonException)
        {
            // Not as it was recorded: its seal says so, and what it should explain remains unexplained.
            return [];
        }
    }

    private static string DigestOf(string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
}
