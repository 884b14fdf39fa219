using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Queries;

namespace KnowledgeBase.Tests.History;

/// <summary>Stories of many changes take no more statements than those of one of each kind.</summary>
public sealed class HistoryStatementTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task The_number_of_statements_does_not_grow_with_the_page(int first)
    {
        const string query = """
            query Page($first: Int!) {
              changes(first: $first, filter: { kind: [CLAIM_ASSERTED, SOURCE_CITED, SOURCE_REGISTERED] }) {
                nodes {
                  summary details { field from { text sources { title } } to { text entities { label } sources { title } } }
                  import { key changes(first: 2) { nodes { position } } }
                  effects(first: 5) { nodes { effect subject { label } before { valueText } after { valueText corroboration { namedRoots } } } }
                }
              }
            }
            """;
        var (answer, statements) = await server.CountAsync(query, new JsonObject { ["first"] = first });
        Assert.Null(answer["errors"]);
        Assert.InRange(statements.Count, 1, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Neither_does_that_of_the_histories_of_facts(int first)
    {
        const string query = """
            query Page($first: Int!) {
              expulsions(first: $first) {
                nodes {
                  headcountFact { acceptedBy { summary } history(first: 3) { nodes { valueText from { summary import { key } } until { summary } } } }
                  facts { history(first: 3) { nodes { valueText } } }
                }
              }
            }
            """;
        var (answer, statements) = await server.CountAsync(query, new JsonObject { ["first"] = first });
        Assert.Null(answer["errors"]);
        Assert.InRange(statements.Count, 1, 16);
    }
}
