using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQL.Validation;
using KnowledgeBase.GraphQL;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>
/// Nothing in the schema is deprecated yet. That whatever will be is told to tools, printed and counted is shown by a small schema that
/// goes the way of ours.
/// </summary>
public sealed class DeprecationTests
{
    private static readonly SmallSchema Schema = new();

    [Fact]
    public void The_printed_schema_has_the_directive_and_its_reason_wherever_something_is_deprecated()
    {
        var printed = PublishedSchema.Print(Schema);
        foreach (var line in new[]
        {
            """old: String @deprecated(reason: "Use `new`, from 1.2 on; goes with 2.0.")""",
            """before: String @deprecated(reason: "Use `after`.")""",
            """GREY @deprecated(reason: "Use `GRAY`.")""",
            """size: Int @deprecated(reason: "Use `length`.")""",
            "declared: String @deprecated(reason: \"As in the interface.\")",
        })
        {
            Assert.Contains(line, printed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Introspection_tells_of_it_when_asked_to_and_hides_it_otherwise()
    {
        const string fields = "name isDeprecated deprecationReason";
        string Query(bool all) => $$"""
            { __schema { queryType { fields(includeDeprecated: {{(all ? "true" : "false")}}) { {{fields}} args(includeDeprecated: {{(all ? "true" : "false")}}) { {{fields}} } } } }
              colours: __type(name: "Colour") { enumValues(includeDeprecated: {{(all ? "true" : "false")}}) { {{fields}} } }
              box: __type(name: "Box") { inputFields(includeDeprecated: {{(all ? "true" : "false")}}) { {{fields}} } } }
            """;
        var told = Deprecated(await Ask(Query(all: true)));
        Assert.Equal(["Use `GRAY`.", "Use `after`.", "Use `length`.", "Use `new`, from 1.2 on; goes with 2.0."], told.Order(StringComparer.Ordinal));
        Assert.Empty(Deprecated(await Ask(Query(all: false))));
    }

    [Theory]
    [InlineData("{ new }", "")]
    [InlineData("{ old a: old }", "Query.old")]
    [InlineData("{ new(before: \"x\") }", "Query.new(before:)")]
    [InlineData("{ new(colour: GREY, after: \"x\") }", "Colour.GREY")]
    [InlineData("{ new(colour: GRAY, box: { size: 1 }) ...F } fragment F on Query { old }", "Box.size Query.old")]
    [InlineData("{ thing { declared } }", "Thing.declared")]
    public async Task Every_use_of_it_in_a_document_is_found(string document, string coordinates)
    {
        var (uses, parsed) = (new DeprecatedUses(), GraphQLParser.Parser.Parse(document));
        var result = await new DocumentExecuter().ExecuteAsync(o => (o.Schema, o.Document, o.Query, o.ValidationRules) = (Schema, parsed, document, [.. DocumentValidator.CoreRules, uses]));
        Assert.Null(result.Errors);
        Assert.Equal(coordinates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), uses.Of(parsed).Order());
    }

    private static async Task<JsonNode> Ask(string document)
    {
        var result = await new DocumentExecuter().ExecuteAsync(o => (o.Schema, o.Query) = (Schema, document));
        Assert.Null(result.Errors);
        return JsonNode.Parse(new GraphQLSerializer().Serialize(result))!;
    }

    private static List<string> Deprecated(JsonNode node) => node switch
    {
        JsonObject o => [.. o.SelectMany(f => f.Value is null ? [] : Deprecated(f.Value)), .. (bool?)(o["isDeprecated"] as JsonValue) == true ? [(string)o["deprecationReason"]!] : Array.Empty<string>()],
        JsonArray a => [.. a.SelectMany(i => Deprecated(i!))],
        _ => [],
    };

    private sealed class SmallSchema : Schema
    {
        public SmallSchema()
        {
            PublishedSchema.Prepare(this);
            var colour = new EnumerationGraphType { Name = "Colour", Description = "A colour." };
            colour.Add(new EnumValueDefinition("GREY", "grey") { DeprecationReason = "Use `GRAY`." });
            colour.Add(new EnumValueDefinition("GRAY", "gray"));
            var box = new InputObjectGraphType { Name = "Box" };
            box.AddField(new FieldType { Name = "size", ResolvedType = new IntGraphType(), DeprecationReason = "Use `length`." });
            box.AddField(new FieldType { Name = "length", ResolvedType = new IntGraphType() });
            var thing = new ObjectGraphType { Name = "Thing" };
            thing.AddField(new FieldType { Name = "declared", ResolvedType = new StringGraphType(), Resolver = Says("thing"), DeprecationReason = "As in the interface." });
            var query = new ObjectGraphType { Name = "Query" };
            query.AddField(new FieldType { Name = "old", ResolvedType = new StringGraphType(), Resolver = Says("old"), DeprecationReason = "Use `new`, from 1.2 on; goes with 2.0." });
            query.AddField(new FieldType { Name = "thing", ResolvedType = thing, Resolver = new FuncFieldResolver<object>(_ => new object()) });
            query.AddField(new FieldType
            {
                Name = "new",
                ResolvedType = new StringGraphType(),
                Resolver = Says("new"),
                Arguments =
                [
                    new(new StringGraphType()) { Name = "before", DeprecationReason = "Use `after`." }, new(new StringGraphType()) { Name = "after" },
                    new(colour) { Name = "colour" }, new(box) { Name = "box" },
                ],
            });
            Query = query;
        }

        private static FuncFieldResolver<string> Says(string text) => new(_ => text);
    }
}
