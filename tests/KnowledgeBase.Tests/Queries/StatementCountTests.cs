using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Nothing is loaded once for each of many parents.</summary>
public sealed class StatementCountTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task The_number_of_statements_does_not_grow_with_the_page(int first)
    {
        const string query = """
            query Page($first: Int!) {
              expulsions(first: $first) {
                nodes {
                  expellingParty { label } sendingParty { label }
                  headcountFact { status corroboration { namedRoots roots { source { title } paths { key } } } }
                  claims(first: 5) { nodes { source { title publisher { title } } attributedTo { title } } }
                }
              }
            }
            """;
        var (answer, statements) = await server.CountAsync(query, new JsonObject { ["first"] = first });
        Assert.Null(answer["errors"]);
        Assert.InRange(statements.Count, 1, 10);
    }
}
