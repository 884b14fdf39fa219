namespace KnowledgeBase.Store.Recording;

/// <summary>Names of the metadata that events carry beside Marten's own columns.</summary>
public static class Metadata
{
    /// <summary>Header that holds the id of the import an event belongs to.</summary>
    public const string ImportHeader = "import";
}
