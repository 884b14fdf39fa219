using System.Globalization;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Queries;

public sealed class ExpulsionGroupingType() : DescribedEnum<ExpulsionGrouping>("ExpulsionGrouping", "What expulsions can be counted by: their accepted values.",
    (ExpulsionGrouping.ExpellingParty, "Who expels."),
    (ExpulsionGrouping.SendingParty, "Whose staff is expelled."),
    (ExpulsionGrouping.Year, "The year of the announcement. What has no date, or one that leaves several years open (`2021-12-30/2022-01-02`, `2022/..`), is counted where the year is null; `2021~` and `2021?` count in 2021."),
    (ExpulsionGrouping.Month, "The month of the announcement, by the same rule as the year: what is known to the year only is counted where the month is null."),
    (ExpulsionGrouping.Measure, "What was done."),
    (ExpulsionGrouping.Status, "How far it got."),
    (ExpulsionGrouping.Publicity, "Whether it was made known."),
    (ExpulsionGrouping.Episode, "The wave or affair that it belongs to, over however many steps. One that belongs to several is counted in each of them: these groups overlap, and their sums must not be added up."));

/// <param name="GroupBy">What the statistic's group holds, in order.</param>
public sealed record SeenStatistic(Lens Lens, IReadOnlyList<ExpulsionGrouping> GroupBy, ExpulsionStatistic Row)
{
    public string? Text(ExpulsionGrouping grouping)
    {
        for (var i = 0; i < GroupBy.Count; i++)
        {
            if (GroupBy[i] == grouping && i < Row.Group.Count) return Row.Group[i];
        }

        return null;
    }

    public object? Entity(IResolveFieldContext context, ExpulsionGrouping grouping) =>
        Guid.TryParse(Text(grouping), out var id) ? context.Reads().Entity(Lens, id) : null;
}

/// <summary>The figures of a sum.</summary>
internal static class FigureFields
{
    public static void AddTo<T>(ObjectGraphType<T> type, Func<T, ExpulsionStatistic> sum)
    {
        type.Field<NonNullGraphType<IntGraphType>>("expulsions").Description("How many expulsions are recorded; an aggregate and its parts are one each.").Resolve(c => sum(c.Source).Expulsions);
        type.Field<NonNullGraphType<IntGraphType>>("aggregates").Description("How many of them sum others up, and are not added to these.").Resolve(c => sum(c.Source).Aggregates);
        type.Field<NonNullGraphType<IntGraphType>>("withoutHeadcount").Description("How many of them without an accepted number of persons.").Resolve(c => sum(c.Source).WithoutNumber);
        type.Field<NonNullGraphType<IntGraphType>>("contested").Description("How many of them with a contested number of persons: rivals or denials.").Resolve(c => sum(c.Source).Contested);
        type.Field<FloatGraphType>("contestedShare").Description("The same as a share of them, 0 to 1; null when there are no expulsions.")
            .Resolve(c => sum(c.Source) is { Expulsions: > 0 } s ? (double)s.Contested / s.Expulsions : null);
        type.Field<NonNullGraphType<HeadcountType>>("persons")
            .Description("Sum of the smallest and of the largest numbers; an aggregate and its parts are not added up. No upper bound where a number is unknown or open.")
            .Resolve(c => PersonRanges.ToHeadcount(sum(c.Source).Persons));
    }
}

public sealed class ExpulsionStatisticType : ObjectGraphType<SeenStatistic>
{
    public ExpulsionStatisticType()
    {
        const string grouped = "null when it is not grouped by, or unknown.";
        Name = "ExpulsionStatistic";
        Description = "A sum of expulsions. Proposed and rejected ones are not counted. Everybody is counted in the group of the smallest expulsion that is recorded of him: "
            + "an aggregate whose parts are in other groups counts, in its own, only those beyond them. So groups can be added up (those of episodes excepted).";
        Field<PartyInterface>("expellingParty").Description($"Who expels; {grouped}").Resolve(c => c.Source.Entity(c, ExpulsionGrouping.ExpellingParty));
        Field<PartyInterface>("sendingParty").Description($"Whose staff is expelled; {grouped}").Resolve(c => c.Source.Entity(c, ExpulsionGrouping.SendingParty));
        Field<IntGraphType>("year").Description("Year of the announcement; null when it is not grouped by, unknown, or one of several.")
            .Resolve(c => c.Source.Text(ExpulsionGrouping.Year) is { } year ? int.Parse(year, CultureInfo.InvariantCulture) : null);
        Field<EdtfDateType>("month").Description("Month of the announcement, e.g. `2018-03`; null when it is not grouped by, unknown, or one of several.").Resolve(c => c.Source.Text(ExpulsionGrouping.Month));
        Field<MeasureType>("measure").Description($"What was done; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Measure));
        Field<ExpulsionStatusType>("status").Description($"How far it got; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Status));
        Field<PublicityType>("publicity").Description($"Whether it was made known; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Publicity));
        Field<EpisodeType>("episode").Description($"The wave or affair; {grouped}").Resolve(c => c.Source.Entity(c, ExpulsionGrouping.Episode));
        FigureFields.AddTo(this, s => s.Row);
    }
}
