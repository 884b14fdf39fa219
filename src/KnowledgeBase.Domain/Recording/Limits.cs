namespace KnowledgeBase.Domain.Recording;

/// <summary>Longest texts and lists that are recorded, in UTF-16 code units and items.</summary>
public static class Limits
{
    public const int Key = 100;
    public const int Label = 300;
    public const int Title = 1_000;
    public const int Text = 4_000;
    public const int Quotation = 10_000;
    public const int Reason = 1_000;
    public const int Note = 2_000;
    public const int Url = 2_048;
    public const int LanguageTag = 35;
    /// <summary>Chains of attribution of one claim, and sources in one chain.</summary>
    public const int Attribution = 20;
}
