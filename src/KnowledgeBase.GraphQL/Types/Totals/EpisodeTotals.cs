using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Types.Totals;

/// <summary>The total of an episode's persons.</summary>
public sealed record SeenEpisodeTotals(SeenTotals Totals, ExpulsionStatistic Sum);

/// <summary>The number of parties on one side of an episode.</summary>
public sealed record SeenPartyTotals(SeenTotals Totals, int Parties, int WithoutParty);

public sealed class EpisodeTotalsType : ObjectGraphType<SeenEpisodeTotals>
{
    public EpisodeTotalsType()
    {
        Name = "EpisodeTotals";
        Description = "How many persons an episode is about: what sources state, beside what its expulsions and those of the episodes within it sum up to. Each expulsion counts once, however it belongs to it.";
        TotalsFields.AddTo<SeenEpisodeTotals, StatedTotalType>(this, t => t.Totals, "Totals that sources state");
        Field<NonNullGraphType<HeadcountType>>("computed").Description("What the expulsions sum up to; the same as `persons` and as `Episode.computedTotal`.").Resolve(c => PersonRanges.ToHeadcount(c.Source.Sum.Persons));
        FigureFields.AddTo(this, t => t.Sum);
    }
}

public sealed class PartyTotalsType : ObjectGraphType<SeenPartyTotals>
{
    public PartyTotalsType()
    {
        Name = "PartyTotals";
        Description = "How many parties took part in an episode on one side: what sources state, beside what is recorded of it and of the episodes within it.";
        TotalsFields.AddTo<SeenPartyTotals, StatedPartyCountType>(this, t => t.Totals, "Numbers that sources state");
        Field<NonNullGraphType<IntGraphType>>("computed").Description("How many parties are recorded. Who is on the side of an aggregate is told by its parts.").Resolve(c => c.Source.Parties);
        Field<NonNullGraphType<IntGraphType>>("withoutParty").Description("How many expulsions do not say who it was: there may be as many parties more.").Resolve(c => c.Source.WithoutParty);
    }
}

/// <summary>Fields that compare what sources state with what was computed.</summary>
internal static class TotalsFields
{
    private const int MostStated = 100;

    private static readonly Property Stated = PropertyRegistry.Get("Episode.statedTotal");

    public static void AddTo<T, TStated>(ObjectGraphType<T> type, Func<T, SeenTotals> totals, string what)
        where TStated : IGraphType
    {
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<TStated>>>>("stated").Description($"{what}, the accepted one first, then its rivals, best first; at most {MostStated}.")
            .Resolve(c => totals(c.Source).Stated.Take(MostStated));
        type.Field<TotalAgreementType>("agreement").Description("How the accepted one compares with what was computed; null when none is accepted.").Resolve(c => totals(c.Source).Accepted?.Agreement);
        type.Field<PersonDifferenceType>("difference").Description("By how much the accepted one is larger than what was computed; null when none is accepted, or nothing was computed.")
            .Resolve(c => totals(c.Source).Accepted?.Difference);
    }

    public static object Persons(IResolveFieldContext<SeenEntity> context)
    {
        var sum = context.Reads().Total(context.Source.Lens, context.Source.Id);
        return Load(context, Stated, async cancel => (await sum.GetResultAsync(cancel))!, (totals, s) => new SeenEpisodeTotals(totals, s), s => s.Expulsions == 0 ? null : s.Persons);
    }

    public static object Parties(IResolveFieldContext<SeenEntity> context, Property property, Func<EpisodeParties, (int Known, int Unknown)> side)
    {
        var parties = context.Reads().Parties(context.Source.Lens, context.Source.Id);
        return Load(
            context, property, async cancel => await parties.GetResultAsync(cancel) is { } p ? side(p) : (Known: 0, Unknown: 0),
            (totals, p) => new SeenPartyTotals(totals, p.Known, p.Unknown), p => p == (0, 0) ? null : new PersonRange(p.Known, p.Known + p.Unknown));
    }

    private static Loaded<TSeen> Load<TComputed, TSeen>(
        IResolveFieldContext<SeenEntity> context, Property property, Func<CancellationToken, Task<TComputed>> compute, Func<SeenTotals, TComputed, TSeen> seen, Func<TComputed, PersonRange?> range)
    {
        var (lens, episode) = (context.Source.Lens, context.Source.Id);
        var load = context.Reads().Details(lens, new(episode, property.Number));
        return new(async cancel =>
        {
            var (computed, details) = (await compute(cancel), await load.GetResultAsync(cancel));
            return seen(new(lens, property, details?.BySlot.GetValueOrDefault(""), details, range(computed)), computed);
        });
    }
}
