namespace KnowledgeBase.Exchange.Import;

/// <summary>Codes of what can be wrong with a line before the domain sees it. Never renamed, only added.</summary>
public static class ImportCodes
{
    /// <summary>Not one JSON object.</summary>
    public const string NotJson = "NOT_JSON";
    /// <summary>Not UTF-8.</summary>
    public const string NotUtf8 = "NOT_UTF8";
    /// <summary>Longer than a line may be.</summary>
    public const string LineTooLong = "LINE_TOO_LONG";
    /// <summary>No record of that name.</summary>
    public const string UnknownRecord = "UNKNOWN_RECORD";
    /// <summary>The record has no field of that name.</summary>
    public const string UnknownField = "UNKNOWN_FIELD";
    /// <summary>The record has two fields of one name.</summary>
    public const string DuplicateField = "DUPLICATE_FIELD";
    /// <summary>A field is missing that the record needs.</summary>
    public const string MissingField = "MISSING_FIELD";
    /// <summary>The field holds another JSON type, or a word that is not one of its list.</summary>
    public const string WrongType = "WRONG_TYPE";
    /// <summary>The label of a claim is used twice in the import.</summary>
    public const string DuplicateRef = "DUPLICATE_REF";
    /// <summary>The format, or its version, is not one that this importer reads.</summary>
    public const string UnknownFormat = "UNKNOWN_FORMAT";
    /// <summary>More labels of claims than an import may have.</summary>
    public const string TooManyRefs = "TOO_MANY_REFS";
    /// <summary>The compressed file is damaged or cut off.</summary>
    public const string DamagedFile = "DAMAGED_FILE";
    /// <summary>The same files are being imported by somebody else.</summary>
    public const string ImportRunning = "IMPORT_RUNNING";
}
