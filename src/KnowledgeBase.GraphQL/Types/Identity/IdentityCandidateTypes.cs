using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Identity;

namespace KnowledgeBase.GraphQL.Types.Identity;

public sealed record SeenIdentityCandidate(Lens Lens, IdentityCandidate Candidate);

public sealed class SamenessReasonType() : DescribedEnum<SamenessReason>("SamenessReason", "Why two entities may be one.",
    (SamenessReason.SimilarName, "A label or an accepted name of one is much like one of the other."),
    (SamenessReason.SamePartiesAndDates, "Two expulsions between the same parties whose announcements may be of one day."),
    (SamenessReason.SamePostAndDates, "Two diplomats of one mission, with one rank or department, expelled at what may be one time."),
    (SamenessReason.SameDay, "Arrested, recruited or the like, or begun, on one day."));

public sealed class SamenessType : ObjectGraphType<Sameness>
{
    public SamenessType()
    {
        Name = "Sameness";
        Description = "A reason why two entities may be one.";
        Field<NonNullGraphType<SamenessReasonType>>("reason").Description("The kind of reason.").Resolve(c => c.Source.Reason);
        Field<NonNullGraphType<StringGraphType>>("text").Description("The first one's name, date, rank or department.").Resolve(c => c.Source.Text);
        Field<NonNullGraphType<StringGraphType>>("otherText").Description("That of the other.").Resolve(c => c.Source.OtherText);
        Field<NonNullGraphType<FloatGraphType>>("score").Description("How strong it is: up to 1, which is for names and dates that are the same. For ordering only.").Resolve(c => c.Source.Score);
    }
}

public sealed class IdentityCandidateType : ObjectGraphType<SeenIdentityCandidate>
{
    public IdentityCandidateType()
    {
        Name = "IdentityCandidate";
        Description = "Two entities of one kind that may be one, and that nobody judged yet.";
        Field<NonNullGraphType<EntityInterface>>("entity").Description("One of the two.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Candidate.Entity));
        Field<NonNullGraphType<EntityInterface>>("other").Description("The other.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Candidate.Other));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SamenessType>>>>("reasons").Description("Why, strongest first.").Resolve(c => c.Source.Candidate.Reasons);
    }
}

/// <summary>A connection that is forward only and has no total: that would mean to compare everything with everything.</summary>
public sealed class IdentityCandidateConnectionType : ObjectGraphType<Connection>
{
    public IdentityCandidateConnectionType()
    {
        Name = "IdentityCandidateConnection";
        Description = "A page of pairs. It may hold fewer than were asked for, even none, while there are more: go on as long as `hasNextPage` is true.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EdgeType<IdentityCandidateType>>>>>("edges").Description("The pairs with their cursors.").Resolve(c => c.Source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<IdentityCandidateType>>>>("nodes").Description("The pairs alone.").Resolve(c => c.Source.Edges.Select(e => e.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page lies in the list.").Resolve(c => c.Source);
    }
}
