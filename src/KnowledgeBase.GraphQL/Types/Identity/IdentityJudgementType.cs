using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Identity;

public sealed record SeenIdentityJudgement(Lens Lens, IdentityJudgementRow Row);

public sealed class IdentityVerdictType() : DescribedEnum<IdentityVerdict>("IdentityVerdict", "A curator's judgement on whether two entities are one.",
    (IdentityVerdict.Same, "They are one. Judging it merges nothing; `mergeEntities` does."),
    (IdentityVerdict.Different, "They are two."),
    (IdentityVerdict.Unsure, "It was looked into, and could not be told."));

public sealed class IdentityJudgementType : ObjectGraphType<SeenIdentityJudgement>
{
    public IdentityJudgementType()
    {
        Name = "IdentityJudgement";
        Description = "A curator's judgement on whether two entities are one. The pair is not proposed again.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntityReferenceType>>>>("entities").Description("The two, as they were judged: either may have been merged since.")
            .Resolve(c => new[] { c.Source.Row.First, c.Source.Row.Second }.Select(id => c.Reads().Reference(c.Source.Lens, id)).ToList().Together());
        Field<NonNullGraphType<IdentityVerdictType>>("verdict").Description("The judgement.").Resolve(c => c.Source.Row.Verdict);
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Row.Reason);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who judged it, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.Recorded));
        Field<NonNullGraphType<LongType>>("version").Description(VersionField.Description).Resolve(c => c.Reads().Version(c.Source.Lens, c.Source.Row.Stream));
    }
}
