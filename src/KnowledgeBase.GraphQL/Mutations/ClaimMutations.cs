using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Recording;
using static KnowledgeBase.GraphQL.Errors.UserErrors.UserErrorKind;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Mutations on claims.</summary>
internal static class ClaimMutations
{
    /// <summary>Claims in one request.</summary>
    public const int MostClaims = 250;

    private const string TheClaim = "Id of the claim.";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("assertClaims", Role.Contributor, "Records what sources say: one claim or many, all of them or none. A claim that is recorded already is not recorded again.",
            input => input.Required<ListGraphType<NonNullGraphType<ClaimInputType>>>("claims", $"1 to {MostClaims} claims."),
            payload => payload.Claims(),
            [NotFound, AlreadyRegistered],
            Assert) { Place = Place },
        new("gradeClaim", Role.Curator, "Grades how credible a claim is. A new grade replaces the old one.",
            input => input.Required<IdGraphType>("claim", TheClaim).Required<CredibilityGradeType>("credibility", "The grade.").Reason().Version("the claim"),
            payload => payload.Claim(),
            [NotFound, Conflict],
            input => Mutation.One(input, new GradeClaim(
                input.Reference("claim", References.Claim), input.Required<Credibility>("credibility"), input.Required<string>("reason")))),
        new("rankClaim", Role.Curator, "Ranks a claim among those on the same property. A new rank replaces the old one.",
            input => input.Required<IdGraphType>("claim", TheClaim).Required<RankType>("rank", "The rank.").Reason().Version("the claim"),
            payload => payload.Claim(),
            [NotFound, Conflict],
            input => Mutation.One(input, new RankClaim(
                input.Reference("claim", References.Claim), input.Required<Rank>("rank"), input.Required<string>("reason")))),
        new("retractClaim", Role.Contributor, "Records that its source took a claim back.",
            input => input.Required<IdGraphType>("claim", TheClaim).Reason().Optional<EdtfDateType>("retractedOn", "When the source took it back.").Version("the claim"),
            payload => payload.Claim(),
            [NotFound, Conflict, NoLongerStanding],
            input => Mutation.One(input, new RetractClaim(
                input.Reference("claim", References.Claim), input.Required<string>("reason"), input.Date("retractedOn")))),
        new("withdrawClaim", Role.Contributor, "Withdraws a claim that we recorded wrongly.",
            input => input.Required<IdGraphType>("claim", TheClaim).Reason()
                .Optional<IdGraphType>("supersededBy", "Id of the claim that takes its place.").Version("the claim"),
            payload => payload.Claim(),
            [NotFound, Conflict, NoLongerStanding],
            input => Mutation.One(input, new WithdrawClaim(
                input.Reference("claim", References.Claim), input.Required<string>("reason"), input.OptionalReference("supersededBy", References.Claim))))
        {
            TakesBack = (authorship, command, cancellation) => authorship.OfClaimAsync(((WithdrawClaim)command).ClaimId, cancellation),
        },
    ];

    private static IReadOnlyList<Step> Assert(InputObject input)
    {
        var claims = input.Objects("claims");
        if (claims.Count is 0 or > MostClaims)
        {
            input.Refuse(RefusalCodes.Count, $"1 to {MostClaims} claims at once, not {claims.Count}.", "claims");
            return [];
        }

        return [.. claims.Select((claim, i) => new Step(ClaimInput.Read(claim), $"claims.{i}"))];
    }

    /// <summary>The decider's places are those of the command; the input writes some parts otherwise.</summary>
    private static string Place(InputObject input, string path)
    {
        var parts = path.Split('.');
        if (parts.Length < 3 || !int.TryParse(parts[1], out var index)) return path;
        return string.Join('.', (string[])["claims", parts[1], ClaimInput.Place(input.Objects("claims")[index], string.Join('.', parts[2..]))]);
    }
}
