using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Facts;

/// <summary>The fields that all facts have.</summary>
internal static class FactFields
{
    private static readonly Ordering ByRecording = new("claims of a fact", [], new("recorded", "", OrderType.Number));

    public static void AddTo(ObjectGraphType<SeenFact> type)
    {
        type.Field<NonNullGraphType<PropertyType>>("property").Description("What it is about.").Resolve(c => c.Source.Property.Name);
        type.Field<NonNullGraphType<EntityInterface>>("subject").Description("Whom it is about.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Subject));
        type.Field<NonNullGraphType<FactStatusType>>("status").Description("How far the claims agree.").Resolve(c => c.Source.Row?.Status ?? FactStatus.Unknown);
        type.Field<NonNullGraphType<BooleanGraphType>>("contested").Description("Whether sources contradict one another on the accepted value: there are rival values, or somebody denies it. True exactly when `status` is `CONTESTED`.")
            .Resolve(c => c.Source.Row?.Status == FactStatus.Contested);
        type.Field<StringGraphType>("valueText").Description("The accepted value in words, whatever its type: of an entity, its label. Null when none is accepted.")
            .Resolve(c => Values.InWords(c, c.Source.Lens, c.Source.Row?.Value));
        type.Field<NonNullGraphType<CorroborationType>>("corroboration").Description("How many independent roots stand behind the accepted value; all zero when none is accepted.")
            .Resolve(c => SeenCorroboration.Of(c.Source));
        AddClaims(type, "supportedBy", "The standing claims that support the accepted value, in the order in which they were recorded. Where some are ranked preferred, these alone.",
            f => f.Accepted?.SupportedBy ?? []);
        AddClaims(type, "contradictedBy", "The standing claims that deny the accepted value (all denials when none is accepted). Rival values are `alternatives`.",
            f => f.Accepted?.ContradictedBy ?? f.Denials);
        AddClaims(type, "neutral", "The standing claims on neither side: no comment and speculation.", f => f.Neutral);
        AddClaims(type, "leftOut", "The standing claims that a curator ranked deprecated.", f => f.LeftOut);
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ReasonType>>>>("why").Description("The steps that decided it, in order.")
            .Resolve(c => Fact(c).Then(f => f.Fact?.Why ?? []));
        type.Field<ChangeType>("acceptedBy").Description("The change that made the accepted value what it is; null when none is accepted.")
            .Resolve(c => c.Source.Row?.ValueSince is { } position ? c.Reads().Change(c.Source.Lens, position) : null);
        type.Field<NonNullGraphType<ConnectionType<AcceptedValueType>>>("history")
            .Description("The values that were accepted one after the other, oldest first, each with the changes from which and until which it was. It is told as it happened, with every source, also through a lens that leaves some out.").Paged()
            .Resolve(History);
        type.Field<NonNullGraphType<LensEffectType>>("effect").Description("What becomes of it through the lens: by the sources that are left out, and by what does not hold at its date. `NONE` without such a lens.")
            .Resolve(c => Stood(c).Then(s => Effect(s.Row, c.Source.Row)));
        type.Field<NonNullGraphType<FactInterface>>("stood").Description("The same fact as known at the same moment with every source and at any date; itself without such a lens.").Resolve(c => Stood(c));
    }

    /// <summary>Of a fact that nobody speaks of now, the values of all its slots: somebody may have spoken of them.</summary>
    private static Loaded<Connection> History(IResolveFieldContext<SeenFact> context)
    {
        var fact = context.Source;
        var request = new ListRequest(AcceptedValueQueries.Ordering, context.Page(AcceptedValueQueries.Ordering));
        return context.Reads().Below(context, fact.Lens, new FactSlot(fact.Subject, fact.Property.Number, fact.Row?.Slot), request,
            (facts, cancel) => context.Reads().Accepted.OfFactsAsync(fact.Lens, request, facts, cancel), r => new SeenAcceptedValue(fact.Lens, fact.Property, r)).ToConnection();
    }

    /// <param name="before">With every source; null when nobody spoke of it.</param>
    /// <param name="after">Through the lens.</param>
    public static LensEffect Effect(FactRow? before, FactRow? after)
    {
        if (before?.Value is not null && after?.Value is null) return LensEffect.Fell;
        if (!FactRows.SameValue(before?.Value, after?.Value)) return LensEffect.ValueChanged;
        return before == after ? LensEffect.None : LensEffect.SupportChanged;
    }

    private static Loaded<SeenFact> Stood(IResolveFieldContext<SeenFact> context)
    {
        var fact = context.Source;
        if (fact.Lens.View is null) return new(_ => Task.FromResult(fact));
        return context.Reads().Facts(fact.Lens.Whole, fact.Subject, fact.Property).Then(facts =>
            facts.FirstOrDefault(f => f.Row!.Slot == fact.Row?.Slot) ?? new SeenFact(fact.Lens.Whole, fact.Subject, fact.Property, null));
    }

    /// <summary>The fact resolved anew, with its claims; no fact when nobody spoke of the property.</summary>
    public static Loaded<(Fact? Fact, FactDetails? Details)> Fact(IResolveFieldContext<SeenFact> context)
    {
        var source = context.Source;
        if (source.Row is not { } row) return new(_ => Task.FromResult<(Fact?, FactDetails?)>((null, null)));
        return context.Reads().Details(source.Lens, source.Key).Then(d => (d?.BySlot.GetValueOrDefault(row.Slot), d));
    }

    public static Connection Claims(IResolveFieldContext context, Lens lens, FactDetails? details, IEnumerable<Evidence> evidence)
    {
        var claims = details is null ? [] : evidence.Select(e => details.Claims[e.ClaimId]).OrderBy(c => c.Recorded).ToList();
        return Pages.Of(claims, ByRecording, c => c.Recorded, context.Page(ByRecording)).Select(r => new SeenClaim(lens, r)).ToConnection();
    }

    private static void AddClaims(ObjectGraphType<SeenFact> type, string name, string description, Func<Fact, IEnumerable<Evidence>> claims) =>
        type.Field<NonNullGraphType<ConnectionType<ClaimType>>>(name).Description(description).Paged()
            .Resolve(c => Fact(c).Then(f => Claims(c, c.Source.Lens, f.Details, f.Fact is null ? [] : claims(f.Fact))));
}

public sealed class FactInterface : InterfaceGraphType<SeenFact>
{
    public FactInterface()
    {
        Name = "Fact";
        Description = "What the base accepts for one property of one entity, and why.";
        this.Declare(FactFields.AddTo);
    }
}
