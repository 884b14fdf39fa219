using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Claims;

/// <summary>Decisions about a claim that was recorded.</summary>
public static class ClaimDecider
{
    public static Decision Decide(Claim? state, GradeClaim command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .Require(Enum.IsDefined(command.Grade), RefusalCodes.Malformed, "A credibility is 1 to 6.", "credibility")
        .OrElse(() =>
        {
            if (state is null) return Missing;
            var graded = new ClaimCredibilityGraded(state.Id, command.Grade, command.Reason.Trim());
            return state.Grade == graded ? Decision.Nothing : Decision.Record(graded);
        });

    public static Decision Decide(Claim? state, RankClaim command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .Require(Enum.IsDefined(command.Rank), RefusalCodes.Malformed, "No such rank.", "rank")
        .OrElse(() => state switch
        {
            null => Missing,
            _ when command.KeepsExisting && state.RankReason is not null => Decision.Nothing,
            _ when state.Rank == command.Rank && state.RankReason == command.Reason.Trim() => Decision.Nothing,
            _ => Decision.Record(new ClaimRanked(state.Id, command.Rank, command.Reason.Trim())),
        });

    public static Decision Decide(Claim? state, RetractClaim command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .OrElse(() => state switch
        {
            null => Missing,
            { Standing: Standing.Retracted } => Decision.Nothing,
            { Standing: not Standing.Standing } => NoLongerStanding,
            _ => Decision.Record(new ClaimRetracted(state.Id, command.Reason.Trim(), command.RetractedOn)),
        });

    /// <summary>That the superseding claim exists is the handler's to check.</summary>
    public static Decision Decide(Claim? state, WithdrawClaim command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .Require(command.SupersededBy != command.ClaimId, RefusalCodes.SelfReference, "A claim cannot supersede itself.", "supersededBy")
        .OrElse(() => state switch
        {
            null => Missing,
            { Standing: Standing.Withdrawn or Standing.Superseded } when state.SupersededBy == command.SupersededBy => Decision.Nothing,
            { Standing: Standing.Withdrawn or Standing.Superseded } => NoLongerStanding,
            // A retracted claim may be withdrawn as well: it was never said the way we recorded it.
            _ => Decision.Record(new ClaimWithdrawn(state.Id, command.Reason.Trim(), command.SupersededBy)),
        });

    private static Decision Missing => Decision.Refuse(RefusalCodes.NotFound, "No claim is recorded under this id.", "claim");

    private static Decision NoLongerStanding => Decision.Refuse(RefusalCodes.NoLongerStanding, "The claim no longer stands.", "claim");
}
