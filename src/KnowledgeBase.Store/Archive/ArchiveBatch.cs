namespace KnowledgeBase.Store.Archive;

/// <summary>Pieces of an archive that are restored in one transaction; it ends where a request ends.</summary>
internal sealed class ArchiveBatch
{
    private const int MostContentBytes = 64 << 20;

    private long contentBytes;

    public List<ArchivedEvent> Events { get; } = [];

    public List<ArchivedSeal> Seals { get; } = [];

    public List<ArchivedContent> Contents { get; } = [];

    public List<ArchivedReceipt> Receipts { get; } = [];

    public List<ArchivedImport> Imports { get; } = [];

    /// <summary>Whether its last events belong to a request that is not whole.</summary>
    public bool Unsealed => Events.Count > 0 && (Seals.Count == 0 || Seals[^1].Last != Events[^1].Position);

    public bool IsFull(int most) => !Unsealed && (Events.Count >= most || contentBytes >= MostContentBytes || Receipts.Count >= most || Imports.Count >= most);

    public void Add(ArchiveRecord record)
    {
        switch (record)
        {
            case ArchivedEvent e:
                Events.Add(e);
                break;
            case ArchivedSeal s:
                Seals.Add(s);
                break;
            case ArchivedContent c:
                Contents.Add(c);
                contentBytes += c.Bytes.Length + c.Texts.Sum(t => t.Text.Length + t.Unseen.Length);
                break;
            case ArchivedReceipt r:
                Receipts.Add(r);
                break;
            case ArchivedImport i:
                Imports.Add(i);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(record), record.GetType().Name, "Not a piece of a batch.");
        }
    }
}
