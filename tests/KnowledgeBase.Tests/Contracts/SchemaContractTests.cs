using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using KnowledgeBase.GraphQL;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>The schema is printed to a file and reviewed there; nothing in it goes without a description.</summary>
public sealed class SchemaContractTests
{
    // To count its pairs, or to go through them backwards, would mean to compare everything with everything.
    private const string ForwardOnly = "IdentityCandidateConnection";

    private static readonly ISchema Schema = Build();

    [Fact]
    public void The_schema_is_the_one_in_the_repository() => Contract.Holds("knowledgebase.graphql", PublishedSchema.Print(Schema));

    [Fact]
    public void Every_type_field_argument_and_value_is_described()
    {
        var missing = new List<string>();
        foreach (var type in OwnTypes())
        {
            if (string.IsNullOrWhiteSpace(type.Description)) missing.Add(type.Name);
            if (type is IComplexGraphType complex)
            {
                foreach (var field in complex.Fields)
                {
                    if (string.IsNullOrWhiteSpace(field.Description)) missing.Add($"{type.Name}.{field.Name}");
                    foreach (var argument in field.Arguments ?? [])
                    {
                        if (string.IsNullOrWhiteSpace(argument.Description)) missing.Add($"{type.Name}.{field.Name}({argument.Name})");
                    }
                }
            }

            if (type is EnumerationGraphType values) missing.AddRange(values.Values.Where(v => string.IsNullOrWhiteSpace(v.Description)).Select(v => $"{type.Name}.{v.Name}"));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Connections_are_those_of_Relay()
    {
        var connections = OwnTypes().OfType<IObjectGraphType>().Where(t => t.Name.EndsWith("Connection", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(connections);
        foreach (var connection in connections)
        {
            Assert.Equal("PageInfo!", Field(connection, "pageInfo").ResolvedType!.ToString());
            if (connection.Name != ForwardOnly) Assert.Equal("Int!", Field(connection, "totalCount").ResolvedType!.ToString());
            var edge = Assert.IsType<IObjectGraphType>(Field(connection, "edges").ResolvedType!.GetNamedType(), exactMatch: false);
            Assert.Equal("String!", Field(edge, "cursor").ResolvedType!.ToString());
            Assert.Equal(Field(edge, "node").ResolvedType!.GetNamedType(), Field(connection, "nodes").ResolvedType!.GetNamedType());
        }

        foreach (var field in OwnTypes().OfType<IComplexGraphType>().SelectMany(t => t.Fields))
        {
            if (field.ResolvedType?.GetNamedType() is not IObjectGraphType type || !connections.Contains(type)) continue;
            foreach (var argument in type.Name == ForwardOnly ? new[] { "first", "after" } : ["first", "after", "last", "before"]) Assert.NotNull(field.Arguments?.Find(argument));
        }
    }

    [Fact]
    public void Every_object_with_an_id_is_a_node_and_every_property_has_its_fields()
    {
        Assert.All(OwnTypes().OfType<IObjectGraphType>().Where(t => t.Fields.Find("id") is not null), t =>
            Assert.Contains(t.ResolvedInterfaces, i => i.Name == "Node"));
        Assert.All(Domain.Properties.PropertyRegistry.All, property =>
        {
            var type = (IObjectGraphType)Schema.AllTypes[property.Subject.ToString()]!;
            Assert.True(type.Fields.Any(f => f.Name == $"{property.Field}Fact" || f.Name == $"{property.Field}Facts"), property.Name);
        });
    }

    private static FieldType Field(IObjectGraphType type, string name) => type.Fields.Find(name) ?? throw new KeyNotFoundException($"{type.Name}.{name}");

    private static IEnumerable<IGraphType> OwnTypes() =>
        Schema.AllTypes.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && t is not (StringGraphType or IntGraphType or FloatGraphType or BooleanGraphType or IdGraphType));

    private static ISchema Build()
    {
        // Nothing is resolved from it, so no database is needed.
        var services = new ServiceCollection().AddLogging().AddKnowledgeBaseReading().AddKnowledgeBaseGraphQL().BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        return schema;
    }
}
