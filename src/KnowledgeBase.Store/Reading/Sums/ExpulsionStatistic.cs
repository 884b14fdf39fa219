using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>A sum of expulsions.</summary>
/// <param name="Group">Texts of the group's values, in the order that was asked for; null where unknown.</param>
/// <param name="Expulsions">How many, aggregates and their parts each.</param>
/// <param name="Aggregates">How many of them sum others up.</param>
/// <param name="WithoutNumber">How many of them without a number of persons.</param>
/// <param name="Contested">How many of them with a contested number of persons.</param>
public sealed record ExpulsionStatistic(
    IReadOnlyList<string?> Group, int Expulsions, int Aggregates, int WithoutNumber, int Contested, PersonRange Persons)
{
    /// <summary>Of nothing.</summary>
    public static ExpulsionStatistic None { get; } = new([], 0, 0, 0, 0, PersonRange.None);
}

/// <summary>
/// Who took part in an episode. Who is on an aggregate's sides is told by its parts: "the Western states" are no party beside the
/// states.
/// </summary>
/// <param name="Expelling">Parties that expelled, as the expulsions say it and the episode itself.</param>
/// <param name="WithoutExpelling">How many expulsions do not say who expelled.</param>
/// <param name="Sending">Parties whose staff was expelled.</param>
/// <param name="WithoutSending">How many expulsions do not say whose staff it was.</param>
public sealed record EpisodeParties(int Expelling, int WithoutExpelling, int Sending, int WithoutSending);

/// <summary>A sum would have more groups, or run over more aggregates, than are added up at once.</summary>
public sealed class SumTooLargeException(bool isOfGroups, int most) : Exception($"More than {most} {(isOfGroups ? "groups" : "aggregates")}.")
{
    /// <summary>Groups; otherwise aggregates.</summary>
    public bool IsOfGroups => isOfGroups;

    public int Most => most;
}
