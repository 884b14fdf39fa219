using GraphQL;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Changes;

/// <summary>Puts the names into texts about changes, as they are known through a lens.</summary>
internal static class Telling
{
    public static Loaded<Story?> Story(IResolveFieldContext<SeenChange> context) => context.Reads().Story(context.Source.Row.Position);

    /// <returns>Loads the text; all names of a level of a document together.</returns>
    public static Loaded<string> Tell(IResolveFieldContext context, Lens lens, StoryText text)
    {
        var parts = text.Parts.Select(p => Name(context.Reads(), lens, p)).ToList();
        return new(async cancellation => string.Concat(await Task.WhenAll(parts.Select(p => p.GetResultAsync(cancellation)))));
    }

    public static IReadOnlyList<T> Mentioned<T>(this StoryText text)
        where T : StoryPart => [.. text.Parts.OfType<T>().Distinct()];

    private static Loaded<string> Name(Reads reads, Lens lens, StoryPart part) => part switch
    {
        NamedEntity e => reads.Label(lens, e.Id).Then(found => found ?? "an entity"),
        NamedSource s => reads.SourceName(lens, s.Id).Then(found => found?.ToString() ?? "a source"),
        NamedClaim c => Known(c.Words),
        StoryWords w => Known(w.Words),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.GetType().Name, "No name for this part."),
    };

    private static Loaded<string> Known(string words) => new(_ => Task.FromResult(words));
}
