using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;

namespace KnowledgeBase.GraphQL.Types.Totals;

public sealed class TotalAgreementType() : DescribedEnum<TotalAgreement>("TotalAgreement", "How a number that sources state compares with the one computed from what is recorded.",
    (TotalAgreement.Agrees, "The source allows for every number that was computed: `over 150` and 153, `31` and 31."),
    (TotalAgreement.Overlaps, "Some numbers fit both, others do not: `about 150` (135 to 165) and 160 to 170, or `31` and at least 20."),
    (TotalAgreement.StatedHigher, "The source states more than was computed: expulsions may be missing here, or their numbers are too low."),
    (TotalAgreement.StatedLower, "The source states less than was computed: it may have counted earlier, or not everybody."),
    (TotalAgreement.NothingComputed, "Nothing is recorded that a number could be computed from."));

/// <summary>The fields of a stated value.</summary>
internal static class StatedFields
{
    public static void AddTo(ObjectGraphType<SeenStated> type)
    {
        type.Field<NonNullGraphType<BooleanGraphType>>("isAccepted").Description("Whether it is the one that the base accepts, by the same rule as every fact.").Resolve(c => c.Source.IsAccepted);
        type.Field<NonNullGraphType<CorroborationType>>("corroboration").Description("How many independent roots stand behind it.").Resolve(c => SeenCorroboration.Of(c.Source.Candidate));
        AddClaims(type, "supportedBy", "The standing claims that support it.", c => c.SupportedBy);
        AddClaims(type, "contradictedBy", "The standing claims that deny it.", c => c.ContradictedBy);
        type.Field<NonNullGraphType<TotalAgreementType>>("agreement").Description("How it compares with what was computed.").Resolve(c => c.Source.Agreement);
        type.Field<PersonDifferenceType>("difference").Description("By how much it is larger than what was computed; null when nothing was.").Resolve(c => c.Source.Difference);
    }

    private static void AddClaims(ObjectGraphType<SeenStated> type, string name, string description, Func<Candidate, IEnumerable<Evidence>> claims) =>
        type.Field<NonNullGraphType<ConnectionType<ClaimType>>>(name).Description(description).Paged()
            .Resolve(c => FactFields.Claims(c, c.Source.Candidate.Lens, c.Source.Candidate.Details, claims(c.Source.Candidate.Candidate)));
}

public sealed class StatedTotalType : ObjectGraphType<SeenStated>
{
    public StatedTotalType()
    {
        Name = "StatedTotal";
        Description = "A total of persons that sources state.";
        Field<NonNullGraphType<HeadcountType>>("value").Description("The total.").Resolve(c => ((HeadcountValue)c.Source.Candidate.Candidate.Value).Headcount);
        StatedFields.AddTo(this);
    }
}

public sealed class StatedPartyCountType : ObjectGraphType<SeenStated>
{
    public StatedPartyCountType()
    {
        Name = "StatedPartyCount";
        Description = "A number of parties that sources state.";
        Field<NonNullGraphType<LongGraphType>>("value").Description("The number.").Resolve(c => ((NumberValue)c.Source.Candidate.Candidate.Value).Number);
        StatedFields.AddTo(this);
    }
}
