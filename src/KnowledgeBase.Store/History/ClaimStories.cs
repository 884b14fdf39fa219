using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.History;

/// <summary>What became of claims.</summary>
internal static class ClaimStories
{
    public static Story Graded(ToldEvent told, ClaimCredibilityGraded e)
    {
        var before = told.Claim.Before;
        var formerly = before?.Credibility is { } grade && grade != e.Grade ? $", formerly {(int)grade}" : "";
        return new(
            new([.. Claim(told, e.ClaimId), $" was graded {Words.Of(e.Grade)}{formerly}{StoryText.Because(e.Reason)}"]),
            new Fields().Add("credibility", before?.Credibility, e.Grade).Add("reason", before?.CredibilityReason, e.Reason).All);
    }

    public static Story Ranked(ToldEvent told, ClaimRanked e)
    {
        var before = told.Claim.Before;
        var formerly = before is not null && before.Rank != e.Rank ? $", formerly {before.Rank.ToString().ToLowerInvariant()}" : "";
        return new(
            new([.. Claim(told, e.ClaimId), $" was ranked {e.Rank.ToString().ToLowerInvariant()}{formerly}{StoryText.Because(e.Reason)}"]),
            new Fields().Add("rank", before?.Rank, e.Rank).Add("reason", before?.RankReason, e.Reason).All);
    }

    public static Story Retracted(ToldEvent told, ClaimRetracted e) => new(
        new([.. Claim(told, e.ClaimId), $" was taken back by its source{StoryText.Because(e.Reason)}"]),
        new Fields().Add<Standing>("standing", told.Claim.Before?.Standing, Standing.Retracted).Add("retractedOn", null, e.RetractedOn)
            .Add("reason", told.Claim.Before?.StandingReason, e.Reason).All);

    public static Story Withdrawn(ToldEvent told, ClaimWithdrawn e)
    {
        var standing = e.SupersededBy is null ? Standing.Withdrawn : Standing.Superseded;
        var favour = e.SupersededBy is null ? "" : " in favour of another";
        return new(
            new([.. Claim(told, e.ClaimId), $" was withdrawn{favour}, as recorded wrongly{StoryText.Because(e.Reason)}"]),
            new Fields().Add<Standing>("standing", told.Claim.Before?.Standing, standing)
                .AddNew("supersededBy", e.SupersededBy is { } id ? new([new NamedClaim(id, "another claim")]) : null)
                .Add("reason", told.Claim.Before?.StandingReason, e.Reason).All);
    }

    /// <summary>e.g. <c>The claim of Le Monde about France expels (headcount "3")</c>.</summary>
    private static IReadOnlyList<StoryPart> Claim(ToldEvent told, Guid id) => (told.Claim.Before ?? told.Claim.After) is { } row
        ? [new NamedClaim(id, "The claim"), " of ", new NamedSource(row.Source), " about ", new NamedEntity(row.Subject), " (",
            .. AssertionStories.Statement(PropertyRegistry.Get(row.Property), row.Value, row.IsErased), ")"]
        : [new NamedClaim(id, "A claim")];
}
