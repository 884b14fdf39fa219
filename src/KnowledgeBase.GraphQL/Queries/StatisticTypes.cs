using System.Globalization;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>A computed range in the form that stated ones have.</summary>
internal static class PersonRanges
{
    /// <summary>Numbers beyond 32 bits are cut off there; there are not so many diplomats.</summary>
    public static Headcount ToHeadcount(PersonRange range)
    {
        var min = (int)Math.Min(range.Min, int.MaxValue);
        var max = range.Max is { } m && m <= int.MaxValue ? (int?)m : null;
        var text = max switch
        {
            null => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
            _ when max == min => min.ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
        };
        return new(min, max, text);
    }
}

public sealed class ExpulsionGroupingType() : DescribedEnum<ExpulsionGrouping>("ExpulsionGrouping", "What expulsions can be counted by: their accepted values.",
    (ExpulsionGrouping.ExpellingParty, "Who expels."),
    (ExpulsionGrouping.SendingParty, "Whose staff is expelled."),
    (ExpulsionGrouping.Year, "The year of the first possible day of the announcement."),
    (ExpulsionGrouping.Measure, "What was done."),
    (ExpulsionGrouping.Status, "How far it got."),
    (ExpulsionGrouping.Publicity, "Whether it was made known."));

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

    public object? Party(IResolveFieldContext context, ExpulsionGrouping grouping) =>
        Guid.TryParse(Text(grouping), out var id) ? context.Reads().Entity(Lens, id) : null;
}

public sealed class ExpulsionStatisticType : ObjectGraphType<SeenStatistic>
{
    public ExpulsionStatisticType()
    {
        const string grouped = "null when it is not grouped by, or unknown.";
        Name = "ExpulsionStatistic";
        Description = "A sum of expulsions. Proposed and rejected ones are not counted.";
        Field<PartyInterface>("expellingParty").Description($"Who expels; {grouped}").Resolve(c => c.Source.Party(c, ExpulsionGrouping.ExpellingParty));
        Field<PartyInterface>("sendingParty").Description($"Whose staff is expelled; {grouped}").Resolve(c => c.Source.Party(c, ExpulsionGrouping.SendingParty));
        Field<IntGraphType>("year").Description($"Year of the announcement; {grouped}")
            .Resolve(c => c.Source.Text(ExpulsionGrouping.Year) is { } year ? int.Parse(year, CultureInfo.InvariantCulture) : null);
        Field<MeasureType>("measure").Description($"What was done; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Measure));
        Field<ExpulsionStatusType>("status").Description($"How far it got; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Status));
        Field<PublicityType>("publicity").Description($"Whether it was made known; {grouped}").Resolve(c => c.Source.Text(ExpulsionGrouping.Publicity));
        Field<NonNullGraphType<IntGraphType>>("expulsions").Description("How many expulsions are recorded; an aggregate and its parts are one each.").Resolve(c => c.Source.Row.Expulsions);
        Field<NonNullGraphType<IntGraphType>>("withoutHeadcount").Description("How many of them without an accepted number of persons.").Resolve(c => c.Source.Row.WithoutNumber);
        Field<NonNullGraphType<HeadcountType>>("persons")
            .Description("Sum of the smallest and of the largest numbers; an aggregate and its parts are not added up. No upper bound where a number is unknown or open.")
            .Resolve(c => PersonRanges.ToHeadcount(c.Source.Row.Persons));
    }
}
