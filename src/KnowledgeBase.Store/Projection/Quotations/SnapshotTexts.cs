using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Snapshots;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Quotations;

/// <summary>Loads the texts of snapshots one by one, when they are needed, and keeps few of them: a page may name thousands.</summary>
internal sealed class SnapshotTexts(NpgsqlConnection connection)
{
    /// <summary>Most that are kept, in UTF-16 code units, but for the one asked for last.</summary>
    private const int MostKept = 1 << 23;

    private readonly Dictionary<(string Sha256, string MediaType), QuotedText?> known = [];
    private long kept;

    /// <summary>Null when the content was erased.</summary>
    public async Task<QuotedText?> OfAsync(SnapshotRow snapshot, CancellationToken cancellation)
    {
        var key = (snapshot.Sha256, snapshot.MediaType);
        if (known.TryGetValue(key, out var text)) return text;
        var loaded = await SnapshotContents.TextAsync(connection, snapshot.Sha256, snapshot.MediaType, cancellation);
        text = loaded is null ? null : new QuotedText(loaded);
        kept += text?.Length ?? 0;
        if (kept > MostKept)
        {
            known.Clear();
            kept = text?.Length ?? 0;
        }

        return known[key] = text;
    }
}
