namespace KnowledgeBase.Domain.Claims;

/// <summary>What deciding about a claim needs to know of it.</summary>
public sealed record Claim(
    ClaimAsserted Asserted,
    Standing Standing = Standing.Standing,
    Rank Rank = Rank.Normal,
    string? RankReason = null,
    ClaimCredibilityGraded? Grade = null,
    Guid? SupersededBy = null)
{
    public Guid Id => Asserted.ClaimId;

    public static Claim? Evolve(Claim? state, object @event) => @event switch
    {
        // Asserted again after a retraction or a withdrawal: it stands again, and keeps its rank and grade.
        ClaimAsserted e => state is null ? new(e) : state with { Asserted = e, Standing = Standing.Standing, SupersededBy = null },
        ClaimCredibilityGraded e when state is not null => state with { Grade = e },
        ClaimRanked e when state is not null => state with { Rank = e.Rank, RankReason = e.Reason },
        ClaimRetracted when state is not null => state with { Standing = Standing.Retracted },
        ClaimWithdrawn e when state is not null => state with
        {
            Standing = e.SupersededBy is null ? Standing.Withdrawn : Standing.Superseded,
            SupersededBy = e.SupersededBy,
        },
        _ => state,
    };
}
