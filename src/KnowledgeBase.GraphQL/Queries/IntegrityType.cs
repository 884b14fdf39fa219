using GraphQL.Types;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Integrity;

namespace KnowledgeBase.GraphQL.Queries;

public sealed class IntegrityType : ObjectGraphType<Integrity>
{
    public IntegrityType()
    {
        Name = "Integrity";
        Description = "Whether the log is as it was recorded: each request is sealed by a hash of its events and of the seal before it.";
        Field<NonNullGraphType<BooleanGraphType>>("isIntact").Description("Whether every seal that was verified holds.").Resolve(c => c.Source.Verification.BrokenFrom is null);
        Field<NonNullGraphType<LongType>>("verifiedTo").Description("Last position in the log whose seal was verified and holds; 0 when none was.").Resolve(c => c.Source.Verification.VerifiedTo);
        Field<NonNullGraphType<StringGraphType>>("head")
            .Description("SHA-256 of the seal at `verifiedTo`, in hexadecimal. Whoever notes it can tell later whether the log before it was changed or cut off.")
            .Resolve(c => Convert.ToHexStringLower(c.Source.Verification.Head));
        Field<NonNullGraphType<LongType>>("erased")
            .Description("How many of the verified events were rewritten because a person's details were erased on request: each is named by a sealed change, and their seals hold all the same.")
            .Resolve(c => c.Source.Verification.Erased);
        Field<LongType>("brokenFrom").Description("First position from which on the log is not as it was recorded; null while it is intact.").Resolve(c => c.Source.Verification.BrokenFrom);
        Field<DateTimeGraphType>("verifiedAt").Description("When it was verified last; null before the first time. It is verified every minute, and from the beginning once a day.").Resolve(c => c.Source.At?.UtcDateTime);
    }
}

/// <summary>What the last verification found.</summary>
public sealed record Integrity(Verification Verification, DateTimeOffset? At);
