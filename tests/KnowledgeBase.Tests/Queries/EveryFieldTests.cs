using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Whatever can be asked of the seeds without an argument is answered without an error.</summary>
public sealed class EveryFieldTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const int Depth = 3;

    private ISchema Schema => server.Services.GetRequiredService<ISchema>();

    [Theory]
    [InlineData("countries", "Country")]
    [InlineData("organisations", "Organisation")]
    [InlineData("diplomats", "Diplomat")]
    [InlineData("persons", "Person")]
    [InlineData("expulsions", "Expulsion")]
    [InlineData("episodes", "Episode")]
    [InlineData("sources", "Source")]
    [InlineData("claims", "Claim")]
    [InlineData("changes", "Change")]
    public async Task Every_field_answers(string list, string type)
    {
        var fields = ((IComplexGraphType)Schema.AllTypes[type]!).Fields.Where(f => f.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true).ToList();
        Assert.NotEmpty(fields);
        // One at a time: an answer has a limit.
        foreach (var chunk in fields.Chunk(1))
        {
            var selection = string.Join(' ', chunk.Select(f => $"{f.Name} {Selection(f.ResolvedType!, Depth)}"));
            await server.Ask($"{{ {list}(first: 5) {{ nodes {{ {selection} }} }} }}").MustBeData();
        }
    }

    /// <summary>Every field below that takes no argument that has to be given.</summary>
    private static string Selection(IGraphType type, int depth) => type.GetNamedType() switch
    {
        UnionGraphType => "{ __typename }",
        IComplexGraphType when depth == 0 => "{ __typename }",
        IComplexGraphType complex => $"{{ __typename {string.Join(' ', complex.Fields.Where(IsSimple).Select(f => $"{f.Name} {Selection(f.ResolvedType!, depth - 1)}"))} }}",
        _ => "",
    };

    /// <summary>Lists of pages are asked for their nodes alone, and entities below entities for little: the rest is asked of them themselves.</summary>
    private static bool IsSimple(FieldType field) => field.ResolvedType!.GetNamedType() switch
    {
        IObjectGraphType { Name: "Country" or "Organisation" or "Diplomat" or "Person" or "Expulsion" or "Episode" or "Source" or "Claim" or "Change" } => false,
        IInterfaceGraphType => false,
        IObjectGraphType page when page.Name.EndsWith("Connection", StringComparison.Ordinal) => false,
        _ => field.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true,
    };
}
