namespace KnowledgeBase.Exchange.Export;

/// <summary>What exports say of the base as a whole.</summary>
/// <param name="License">IRI of the licence under which what is exported may be used; null when nobody said so, and then nothing says so.</param>
/// <param name="Site">Address of the site where the base is shown, in front of the paths of its pages; null when it has none.</param>
/// <param name="Publisher">Who keeps the base, by name.</param>
public sealed record ExportSettings(Uri? License = null, Uri? Site = null, string Publisher = "KnowledgeBase");
