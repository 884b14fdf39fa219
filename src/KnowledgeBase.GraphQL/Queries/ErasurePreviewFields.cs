using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.GraphQL.Types.Erasure;
using KnowledgeBase.Store.Erasure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>The root field that shows what an erasure would touch.</summary>
internal static class ErasurePreviewFields
{
    private const int MostSearches = 20;

    public static void AddTo(ObjectGraphType type) => type.Field<NonNullGraphType<ErasurePreviewType>>("erasurePreview")
        .Description("What `eraseSubject` would touch. Takes the role administrator.")
        .Argument<IdGraphType>("entity", "A person or a diplomat: its id, or its key with its kind. Either this or `source`.")
        .Argument<IdGraphType>("source", "A source that is a person, an informant or a reader's comment: its id, its key or its URL. Either this or `entity`.")
        .Argument<ListGraphType<NonNullGraphType<StringGraphType>>>("alsoSearch", $"Other spellings to search for: at most {MostSearches}, of 3 to {Limits.Label} characters each.")
        .ResolveAsync(async context => await ReadAsync(context));

    private static async Task<ErasurePreview> ReadAsync(IResolveFieldContext context)
    {
        Gate.Require(context.User, Role.Administrator);
        var (entity, source) = (Id(context, "entity", References.Entity), Id(context, "source", References.Source));
        if (entity is null == source is null) throw new KnowledgeBaseError(ErrorCodes.BadUserInput, "Name an entity or a source, one of the two.", entity is null ? "entity" : "source");
        var look = await context.RequestServices!.GetRequiredService<ErasurePreviews>().ReadAsync(
            new(entity, source, "Looking.", []), Searches(context), context.CancellationToken);
        return look.Preview ?? throw new KnowledgeBaseError(look.Refusals[0].Code, look.Refusals[0].Message, look.Refusals[0].Path);
    }

    private static Guid? Id(IResolveFieldContext context, string name, ReferenceReader reader)
    {
        if (context.GetArgument<string?>(name) is not { } text) return null;
        return reader(text, out var id) is { } problem ? throw new KnowledgeBaseError(problem.Code, problem.Message, name) : id;
    }

    private static List<string> Searches(IResolveFieldContext context)
    {
        var texts = context.GetArgument<List<string>?>("alsoSearch") ?? [];
        if (texts.Count > MostSearches) throw new KnowledgeBaseError(RefusalCodes.Count, $"At most {MostSearches}.", "alsoSearch");
        for (var i = 0; i < texts.Count; i++)
        {
            var place = FormattableString.Invariant($"alsoSearch.{i}");
            if (new Checks().Text(texts[i], Limits.Label, place).Refusals is [var refusal, ..]) throw new KnowledgeBaseError(refusal.Code, refusal.Message, place);
            if (texts[i].Trim().Length < 3) throw new KnowledgeBaseError(RefusalCodes.Malformed, "Less than 3 characters are found everywhere.", place);
        }

        return texts;
    }
}
