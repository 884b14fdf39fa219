using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Changes;

public sealed record SeenChangedField(Lens Lens, ChangedField Field);

public sealed record SeenText(Lens Lens, StoryText Text);

public sealed class ChangedFieldType : ObjectGraphType<SeenChangedField>
{
    public ChangedFieldType()
    {
        Name = "ChangedField";
        Description = "One thing that a change altered, from what to what.";
        Field<NonNullGraphType<StringGraphType>>("field").Description("What, named like the field of the API that shows it, e.g. `publishedOn`.").Resolve(c => c.Source.Field.Name);
        Field<ChangedValueType>("from").Description("What it was; null when it had no value.").Resolve(c => Seen(c.Source.Lens, c.Source.Field.From));
        Field<ChangedValueType>("to").Description("What it is; null when it has no value any more.").Resolve(c => Seen(c.Source.Lens, c.Source.Field.To));
    }

    private static SeenText? Seen(Lens lens, StoryText? text) => text is null ? null : new(lens, text);
}

public sealed class ChangedValueType : ObjectGraphType<SeenText>
{
    public ChangedValueType()
    {
        Name = "ChangedValue";
        Description = "What a field was before a change, or is after it.";
        Field<NonNullGraphType<StringGraphType>>("text").Description("In words. Terms are written as in this API, entities and sources with their names.")
            .Resolve(c => Telling.Tell(c, c.Source.Lens, c.Source.Text));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntityInterface>>>>("entities").Description("The entities that it refers to.")
            .Resolve(c => c.Source.Text.Mentioned<NamedEntity>().Select(e => c.Reads().Entity(c.Source.Lens, e.Id)).ToList().Together());
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>("sources").Description("The sources that it refers to.")
            .Resolve(c => c.Source.Text.Mentioned<NamedSource>().Select(s => c.Reads().Source(c.Source.Lens, s.Id)).ToList().Together());
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ClaimType>>>>("claims").Description("The claims that it refers to.")
            .Resolve(c => c.Source.Text.Mentioned<NamedClaim>().Select(k => c.Reads().Claim(c.Source.Lens, k.Id)).ToList().Together());
    }
}
