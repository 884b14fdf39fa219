using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Claims whose words nobody asks for are read without them, and nobody can tell by the answer.</summary>
public sealed class BriefClaimTests(SeededServer server) : IClassFixture<SeededServer>
{
    /// <summary>Asked for beside a field, these make the server read whole claims.</summary>
    private const string Words = "value { __typename } note quotation { __typename } statedOn";

    [Fact]
    public async Task Every_field_has_the_same_value_alone_and_beside_the_words()
    {
        var claim = (IComplexGraphType)server.Services.GetRequiredService<ISchema>().AllTypes["Claim"]!;
        var fields = claim.Fields.Where(f => f.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true).ToList();
        Assert.True(fields.Count > 20);
        foreach (var field in fields)
        {
            var selection = $"{field.Name} {Selection(field.ResolvedType!)}";
            Assert.Equal(await Claims($"nodes {{ id {selection} {Words} }}", field.Name), await Claims($"nodes {{ id {selection} }}", field.Name));
        }
    }

    [Theory]
    [InlineData("nodes { note }", true)]
    [InlineData("nodes { x: note }", true)]
    [InlineData("edges { node { note } }", true)]
    [InlineData("nodes { id } nodes { note }", true)]
    [InlineData("... on ClaimConnection { nodes { note } }", true)]
    [InlineData("nodes { ... on Node { ... on Claim { note } } }", true)]
    [InlineData("nodes { ...Noted }", true)]
    [InlineData("nodes { id stance source { title } }", false)]
    [InlineData("edges { cursor node { ...Named } } totalCount", false)]
    public async Task Words_are_read_where_a_selection_asks_for_them_in_whatever_way(string selection, bool areRead)
    {
        var query = $"{{ expulsions(first: 20) {{ nodes {{ claims(first: 5) {{ {selection} }} }} }} }} ";
        if (selection.Contains("...Noted", StringComparison.Ordinal)) query += "fragment Noted on Claim { ...Deeper } fragment Deeper on Claim { note }";
        if (selection.Contains("...Named", StringComparison.Ordinal)) query += "fragment Named on Claim { id property }";
        var (answer, statements) = await server.CountAsync(query, null);
        Assert.Null(answer["errors"]);
        Assert.Equal(areRead, statements.Any(s => s.Contains("c.note", StringComparison.Ordinal)));
        if (areRead) Assert.Contains("the", answer.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<string> Claims(string selection, string field)
    {
        var data = await server.Ask($"{{ claims(first: 60) {{ {selection} }} }}").MustBeData();
        return string.Join('\n', data["claims"]!["nodes"]!.AsArray().Select(n => n![field]?.ToJsonString() ?? "null"));
    }

    private static string Selection(IGraphType type) => type.GetNamedType() switch
    {
        UnionGraphType => "{ __typename }",
        IComplexGraphType complex when complex.Fields.Any(f => f.Name == "id") => "{ __typename id }",
        IComplexGraphType complex => $"{{ __typename {string.Join(' ', complex.Fields.Where(IsPlain).Select(f => f.Name))} }}",
        _ => "",
    };

    private static bool IsPlain(FieldType field) => field.ResolvedType!.GetNamedType() is ScalarGraphType && (field.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true);
}
