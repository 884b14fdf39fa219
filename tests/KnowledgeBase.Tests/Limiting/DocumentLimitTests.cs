using System.Diagnostics;
using GraphQLParser;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>Each limit with an attack that goes beyond it by one (or by far), and the largest document that passes.</summary>
public sealed class DocumentLimitTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string TooLarge = "DOCUMENT_TOO_LARGE";
    private const string TooDeep = "DOCUMENT_TOO_DEEP";
    private const string TooComplex = "DOCUMENT_TOO_COMPLEX";

    public static TheoryData<string, string, string> Attacks => new()
    {
        { "DocumentCharacters", TooLarge, "{ __typename }".PadRight(15_001) },
        { "Tokens", TooLarge, $"{{ __typename {"a ".Times(1_998)} }}" },
        { "Tokens", TooLarge, $"{{ changes(filter: {{ import: [{"\"\" ".Times(2_000)}] }}) {{ totalCount }} }}" },
        { "Depth", TooDeep, $"{{ {"a { ".Times(12)} a {"} ".Times(12)} }}" },
        { "Depth", TooDeep, $"{{ {"a { ".Times(130)} a {"} ".Times(130)} }}" },
        { "Depth", TooDeep, $"{{ a(b: {"[".Times(500)}{"]".Times(500)}) }}" },
        { "Depth", TooDeep, "{ ...F0 } fragment F0 on A { a { a { a { a { a { a { ...F1 } } } } } } } fragment F1 on A { a { a { a { a { a { a { a } } } } } } }" },
        { "IntrospectionDepth", TooDeep, $"{{ __schema {{ types {{ {"ofType { ".Times(13)} name {"} ".Times(13)} }} }} }}" },
        { "IntrospectionLists", TooDeep, "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }" },
        { "Aliases", TooComplex, $"{{ {"a#: __typename ".Times(31)} }}" },
        { "Aliases", TooComplex, $"{{ ...F {"...F ".Times(3)} }} fragment F on Query {{ {"a#: __typename ".Times(8)} }}" },
        { "DuplicateFields", TooComplex, $"{{ viewer {{ {"name ".Times(22)} }} }}" },
        { "RootFields", TooComplex, $"{{ {"__typename ".Times(21)} }}" },
        { "RootFields", TooComplex, $"{{ {"...F ".Times(7)} }} fragment F on Query {{ a: __typename b: __typename c: __typename }}" },
        { "Directives", TooComplex, $"{{ __typename {"@include(if: true) ".Times(51)} }}" },
        { "Directives", TooComplex, $"{{ __typename {"@a# ".Times(900)} }}" },
        { "Operations", TooComplex, "query A# { __typename } ".Times(21) },
        { "Fragments", TooComplex, $"{{ {"...F# ".Times(51)} }} {"fragment F# on Query { __typename } ".Times(51)}" },
        { "FragmentSpreads", TooComplex, $"{{ {"...F ".Times(201)} }} fragment F on Query {{ __typename }}" },
        { "Fields", TooComplex, $"{{ viewer {{ {"...F ".Times(160)} }} }} fragment F on Viewer {{ name isAuthenticated __typename a b c d e f g }}" },
    };

    public static TheoryData<string> Largest =>
    [
        "{ __typename }".PadRight(15_000),
        $"{{ __typename {string.Concat(Enumerable.Repeat("# a comment\n", 1_000))} }}",
        $"{{ changes(filter: {{ import: [{"\"\" ".Times(250)}] }}) {{ totalCount }} }}",
        "{ changes(first: 1) { nodes { claim { source { claims(first: 1) { nodes { change { claim { source { title } } } } } } } } } }",
        $"{{ {"a#: __typename ".Times(20)} viewer {{ {"a#: name ".Times(10)} }} }}".Replace("a19: __typename ", "", StringComparison.Ordinal),
        $"{{ viewer {{ {"name ".Times(21)} }} }}",
        $"{{ viewer {{ {"... @include(if: true) { name } ".Times(50)} }} }}",
        $"{{ {"...F# ".Times(20)} }} {"fragment F# on Query { viewer { name } } ".Times(20)}",
        "{ __schema { types { fields { type { fields { name } } } } } }",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task What_goes_beyond_a_limit_is_refused(string limit, string code, string document) =>
        await server.Post(new { query = document }).MustBeRefused(400, code, limit);

    [Theory]
    [MemberData(nameof(Largest))]
    public async Task What_reaches_a_limit_passes(string document) => await server.Post(new { query = document }).MustPass();

    [Fact]
    public async Task Fragment_bombs_are_refused_at_once()
    {
        await server.Post(new { query = Bomb(3, nested: false) }).MustPass();
        foreach (var depth in Enumerable.Range(10, 51))
        {
            foreach (var nested in new[] { false, true })
            {
                var (error, time) = Enumerable.Range(0, 3).Select(_ => Checked(Bomb(depth, nested))).MinBy(c => c.Time);
                Assert.True(time < TimeSpan.FromMilliseconds(50), $"{depth} fragments took {time}");
                Assert.Contains(error.Code, new[] { TooComplex, TooDeep });
                if (depth % 10 == 0) await server.Post(new { query = Bomb(depth, nested) }).MustBeRefused(400, error.Code!, (string)error.Extensions!["limit"]!);
            }
        }
    }

    [Fact]
    public async Task A_bomb_that_the_schema_prices_is_refused_at_once_too()
    {
        // Few spreads, but each doubles what the one before it may answer.
        var all = string.Concat(Enumerable.Range(0, 5).Select(i => $"fragment F{i} on Source {{ claims(first: 50) {{ nodes {{ source {{ ...F{i + 1} }} }} }} }} "));
        using var answer = await server.Post(new { query = $"{{ sources {{ nodes {{ ...F2 }} }} }} {all} fragment F5 on Source {{ id }}" });
        Assert.Contains((string)(await answer.Json())["errors"]![0]!["extensions"]!["code"]!, new[] { "QUERY_TOO_EXPENSIVE", TooDeep });
    }

    [Fact]
    public async Task A_fragment_within_itself_is_refused_by_validation()
    {
        using var answer = await server.Post(new { query = "{ ...A } fragment A on Query { viewer { name } ...B } fragment B on Query { ...A }" });
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (string)(await answer.Json())["errors"]![0]!["extensions"]!["code"]!);
    }

    [Fact]
    public async Task An_answer_has_ten_errors_at_most()
    {
        using var answer = await server.Post(new { query = $"{{ viewer {{ {"b# ".Times(300)} }} }}" });
        Assert.Equal((400, 10), ((int)answer.StatusCode, (await answer.Json())["errors"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(251, "ListItems")]
    [InlineData(250, null)]
    public async Task A_list_in_a_variable_has_its_limit(int items, string? limit)
    {
        var sent = server.Post(new
        {
            query = "query($filter: ChangeFilter) { changes(filter: $filter) { totalCount } }",
            variables = new { filter = new { import = Enumerable.Repeat("", items) } },
        });
        if (limit is null) await sent.MustPass();
        else await sent.MustBeRefused(400, "TOO_MANY_ITEMS", limit);
    }

    [Fact]
    public async Task Lists_within_lists_have_a_limit_together()
    {
        var filter = new { or = Enumerable.Repeat(new { or = Enumerable.Repeat(new { import = new[] { "" } }, 100) }, 100) };
        await server.Post(new { query = "query($filter: ChangeFilter) { changes(filter: $filter) { totalCount } }", variables = new { filter } })
            .MustBeRefused(400, "TOO_MANY_ITEMS", "InputValues");
    }

    // A copy of its own each time: what was measured once is remembered.
    private (LimitError Error, TimeSpan Time) Checked(string bomb)
    {
        var document = Parser.Parse(bomb);
        var watch = Stopwatch.StartNew();
        var error = server.Services.GetRequiredService<DocumentChecks>().Check(document, null, null);
        return (Assert.IsType<LimitError>(error), watch.Elapsed);
    }

    private static string Bomb(int fragments, bool nested)
    {
        var body = nested ? "fragment F# on Query { viewer { name } ... on Query { ...F~ } ...F~ } " : "fragment F# on Query { ...F~ ...F~ } ";
        var all = string.Concat(Enumerable.Range(0, fragments).Select(i => body.Replace("#", $"{i}", StringComparison.Ordinal).Replace("~", $"{i + 1}", StringComparison.Ordinal)));
        return $"{{ ...F0 }} {all} fragment F{fragments} on Query {{ viewer {{ name }} }}";
    }
}
