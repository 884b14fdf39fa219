using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Queries.Lenses;

public sealed class LensInputType : InputObjectGraphType
{
    public LensInputType()
    {
        Name = "Lens";
        Description = "From where a query looks. What is left out is as without a lens: now, at any time in the world, with every source.";
        Field<DateTimeGraphType>("knownAt").Description("As we knew it at this instant (UTC): exactly what the same query answered then.");
        Field<EdtfDateType>("validAt").Description(
            "As it was in the world at this date. Claims count that may have held then, and those that do not say when they hold; lists, sums and searches leave out expulsions and episodes that had certainly not begun and countries that were certainly dissolved.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("withoutSources").Description(
            $"As if these sources did not exist, nor anything that they published, nor whatever rests only on them through citations and attributions. Each by id, key or address; at most {LensRequest.MostSources}.");
    }
}

/// <summary>Reads a lens and opens it.</summary>
internal static class LensInput
{
    private const string Argument = "lens";

    public static async Task<Lens> OpenAsync(IResolveFieldContext context)
    {
        var given = context.GetArgument<Dictionary<string, object?>>(Argument);
        var outer = LensRequest.Of(context.Lens());
        var request = outer with
        {
            KnownAt = Instant(given) ?? outer.KnownAt,
            Position = Instant(given) is null ? outer.Position : null,
            ValidAt = Date(given) ?? outer.ValidAt,
            WithoutSources = await SourcesAsync(context, given) ?? outer.WithoutSources,
        };
        return await context.Reads().OpenAsync(request, context.CancellationToken)
            ?? throw new InvalidOperationException("A lens that the log reaches to was not opened.");
    }

    private static DateTimeOffset? Instant(Dictionary<string, object?> given) => given.GetValueOrDefault("knownAt") switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } instant => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
        DateTime instant => new DateTimeOffset(instant).ToUniversalTime(),
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => null,
    };

    private static EdtfDate? Date(Dictionary<string, object?> given)
    {
        if (given.GetValueOrDefault("validAt") is not string text) return null;
        return EdtfDate.TryParse(text, out var date, out var error) ? date : throw new KnowledgeBaseError(error.Code, error.Message, $"{Argument}.validAt");
    }

    private static async Task<IReadOnlyList<Guid>?> SourcesAsync(IResolveFieldContext context, Dictionary<string, object?> given)
    {
        if (given.GetValueOrDefault("withoutSources") is not IEnumerable<object?> texts) return null;
        var ids = new List<Guid>();
        foreach (var text in texts.Select(t => t!.ToString()!))
        {
            var place = FormattableString.Invariant($"{Argument}.withoutSources.{ids.Count}");
            if (ids.Count == LensRequest.MostSources)
            {
                throw new KnowledgeBaseError(RefusalCodes.Count, $"At most {LensRequest.MostSources} sources can be left out.", $"{Argument}.withoutSources");
            }

            if (References.Source(text, out var id) is { } refusal) throw new KnowledgeBaseError(refusal.Code, refusal.Message, place);
            ids.Add(id);
        }

        var found = await Task.WhenAll(ids.Select(id => context.Reads().Source(Lens.Now, id)).ToList().Select(l => l.GetResultAsync(context.CancellationToken)));
        for (var i = 0; i < ids.Count; i++)
        {
            if (found[i] is null) throw new KnowledgeBaseError(RefusalCodes.NotFound, "No such source is registered.", FormattableString.Invariant($"{Argument}.withoutSources.{i}"));
        }

        return ids;
    }
}
