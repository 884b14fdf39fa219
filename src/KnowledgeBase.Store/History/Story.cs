using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.History;

/// <summary>What a change says, for people.</summary>
/// <param name="Summary">One sentence.</param>
/// <param name="Details">Field by field; only what differs from before.</param>
public sealed record Story(StoryText Summary, IReadOnlyList<ChangedField> Details);

/// <summary>One field that a change altered.</summary>
/// <param name="Name">As in the API, e.g. <c>publishedOn</c>.</param>
/// <param name="From">Null when it had no value.</param>
/// <param name="To">Null when it has none any more.</param>
public sealed record ChangedField(string Name, StoryText? From, StoryText? To);

/// <summary>A recorded event with the rows that it is about, as they stood just before it and right after it.</summary>
/// <param name="Data">The payload.</param>
public sealed record ToldEvent(
    long Position, object Data, Versions<EntityRow> Entity, Versions<SourceRow> Source, Versions<ClaimRow> Claim, Versions<CitationRow> Citation,
    Versions<IndependenceRow> Independence);

/// <summary>A row before and after an event; null where there was none.</summary>
public readonly record struct Versions<TRow>(TRow? Before, TRow? After)
    where TRow : class;
