using GraphQL;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Types.Relations;

/// <summary>Two parties.</summary>
public sealed record SeenRelation(Lens Lens, IReadOnlyList<SeenEntity> Parties)
{
    public PartyPair Pair => new(Parties[0].Id, Parties[1].Id);

    /// <exception cref="KnowledgeBaseError">They are one, or one of them is not registered.</exception>
    public static Loaded<SeenRelation> Load(IResolveFieldContext context, Lens lens, (IReadOnlyList<Guid> Ids, string Argument) parties)
    {
        if (parties.Ids[0] == parties.Ids[1]) throw new KnowledgeBaseError(RefusalCodes.SelfReference, "A party has no relation to itself.", parties.Argument);
        return parties.Ids.Select(id => context.Reads().Entity(lens, id)).ToList().Together().Then(found => found switch
        {
            // Two ids may have become one party.
            [var one, var other] when one.Id == other.Id => throw new KnowledgeBaseError(RefusalCodes.SelfReference, "A party has no relation to itself.", parties.Argument),
            [_, _] => new SeenRelation(lens, found),
            _ => throw new KnowledgeBaseError(RefusalCodes.NotFound, "One of the parties is not registered.", parties.Argument),
        });
    }
}

/// <summary>Reads which parties a field asks for.</summary>
internal static class PartyArguments
{
    /// <summary>Two parties from <c>between</c> (codes) or <c>parties</c> (ids or keys).</summary>
    public static (IReadOnlyList<Guid> Ids, string Argument) Two(IResolveFieldContext context)
    {
        var (codes, ids) = (context.GetArgument<List<string>?>("between"), context.GetArgument<List<string>?>("parties"));
        if (codes is null == ids is null) throw new KnowledgeBaseError(ErrorCodes.BadUserInput, "Give the codes of two countries or the ids of two parties.", codes is null ? "between" : "parties");
        var argument = codes is null ? "parties" : "between";
        if ((codes ?? ids)!.Count != 2) throw new KnowledgeBaseError(RefusalCodes.Count, "A relation is between two parties.", argument);
        return ([.. codes is null ? ids!.Select((id, i) => Party(id, $"parties.{i}")) : codes.Select((code, i) => InputReader.Country(code, $"between.{i}"))], argument);
    }

    /// <summary>A country or organisation by id or key.</summary>
    public static Guid Party(string text, string argument)
    {
        if (GlobalId.TryParse(text, out _)) return GlobalId.Parse(text, argument, nameof(EntityKind.Country), nameof(EntityKind.Organisation));
        return text.StartsWith("country:", StringComparison.Ordinal) || text.StartsWith("organisation:", StringComparison.Ordinal)
            ? EntityKeys.Parse(text) ?? throw Malformed(argument)
            : throw Malformed(argument);
    }

    private static KnowledgeBaseError Malformed(string argument) =>
        new(ErrorCodes.InvalidId, "This is neither an id of a country or organisation nor its key with its kind, such as organisation:nato.", argument);
}
