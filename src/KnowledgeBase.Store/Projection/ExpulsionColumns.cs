using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>Which accepted value of an expulsion goes into which columns of its row.</summary>
internal static class ExpulsionColumns
{
    public static ExpulsionRow With(this ExpulsionRow row, Property property, Value? value) => property.Field switch
    {
        "expellingParty" => row with { ExpellingParty = Entity(value) },
        "sendingParty" => row with { SendingParty = Entity(value) },
        "headcount" => row with
        {
            HeadcountMin = (value as HeadcountValue)?.Headcount.Min,
            HeadcountMax = (value as HeadcountValue)?.Headcount.Max,
            HeadcountText = (value as HeadcountValue)?.Headcount.Text,
        },
        "measure" => row with { Measure = Term(value) },
        "status" => row with { Status = Term(value) },
        "publicity" => row with { Publicity = Term(value) },
        "announcedOn" => row with { Announced = Date(value)?.Text, AnnouncedFrom = Date(value)?.Earliest, AnnouncedTo = Date(value)?.Latest },
        "executedOn" => row with { Executed = Date(value)?.Text, ExecutedFrom = Date(value)?.Earliest, ExecutedTo = Date(value)?.Latest },
        "deadline" => row with { Deadline = Date(value)?.Text, DeadlineFrom = Date(value)?.Earliest, DeadlineTo = Date(value)?.Latest },
        "statedReason" => row with { StatedReason = (value as TextValue)?.Text },
        "inResponseTo" => row with { InResponseTo = Entity(value) },
        "fromMission" => row with { FromMission = Entity(value) },
        _ => row,
    };

    private static Guid? Entity(Value? value) => (value as EntityValue)?.EntityId;

    private static string? Term(Value? value) => (value as TermValue)?.Term;

    private static Domain.Time.EdtfDate? Date(Value? value) => (value as DateValue)?.Date;
}
