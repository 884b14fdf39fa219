using System.Text;
using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Tests.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Errors;

/// <summary>
/// Every argument of every field of a query, and every input field of every mutation, with everything that it cannot take: each
/// error has a known code, a place and a sentence, and nothing makes the server fail.
/// </summary>
public sealed class ErrorSweepTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    // Of values inside an argument, as many as tell what there is to tell.
    private const int MostOfArgument = 1_500;

    private readonly List<string> broken = [];

    private ISchema Schema => world.Services.GetRequiredService<ISchema>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_an_argument_of_a_query_is_given_is_answered_with_errors_that_a_person_understands()
    {
        var paths = new SchemaPaths(Schema);
        var (tried, silent) = (0, new List<string>());
        foreach (var (type, field) in FieldsWithArguments(paths))
        {
            foreach (var argument in field.Arguments!)
            {
                var errors = 0;
                foreach (var bad in BadValues.Of(argument.ResolvedType!, argument.Name).Take(MostOfArgument))
                {
                    var others = field.Arguments!.Where(a => a != argument && a.ResolvedType is NonNullGraphType && a.DefaultValue is null).ToList();
                    errors += await Send(Document(paths, type, field, [argument, .. others]),
                        new JsonObject([KeyValuePair.Create(argument.Name, bad?.DeepClone()), .. others.Select(o => KeyValuePair.Create(o.Name, BadValues.Good(o.ResolvedType!, o.Name)))]));
                    tried++;
                }

                if (errors == 0) silent.Add($"{type.Name}.{field.Name}({argument.Name})");
            }

            if (field.Arguments!.Find("last") is { } last)
            {
                if (await Send(Document(paths, type, field, [field.Arguments!.Find("first")!, last]), new JsonObject { ["first"] = 1, ["last"] = 1 }) != 1) silent.Add($"{type.Name}.{field.Name}(first, last)");
            }
        }

        Assert.True(broken.Count == 0, Told());
        // Where nothing was wrong with anything, nothing was asked.
        Assert.Equal("", string.Join(", ", silent));
        Assert.True(tried > 2_000, $"{tried}");
    }

    [Fact]
    public async Task Whatever_a_mutation_is_given_is_answered_with_errors_that_a_person_understands()
    {
        var tried = 0;
        foreach (var field in Schema.Mutation!.Fields)
        {
            var argument = field.Arguments!.Single();
            var document = $"mutation($input: {argument.ResolvedType}) {{ {field.Name}(input: $input) {{ errors {{ __typename ... on UserError {{ code message path }} }} }} }}";
            var errors = 0;
            foreach (var bad in BadValues.Of(argument.ResolvedType!, "input").Take(MostOfArgument))
            {
                errors += await Send(document, new JsonObject { ["input"] = bad?.DeepClone() });
                tried++;
            }

            Assert.True(errors > 0, field.Name);
        }

        Assert.True(broken.Count == 0, Told());
        Assert.True(tried > 1_000, $"{tried}");
    }

    [Fact]
    public async Task Whatever_an_argument_of_a_subscription_is_given_is_answered_with_errors_that_a_person_understands()
    {
        foreach (var field in Schema.Subscription!.Fields)
        {
            foreach (var argument in field.Arguments!)
            {
                var errors = 0;
                foreach (var bad in BadValues.Of(argument.ResolvedType!, argument.Name, depth: 2))
                {
                    var document = $"subscription(${argument.Name}: {argument.ResolvedType}) {{ {field.Name}({argument.Name}: ${argument.Name}) {{ __typename }} }}";
                    errors += await Follow(document, new JsonObject { [argument.Name] = bad?.DeepClone() });
                }

                Assert.True(errors > 0, $"{field.Name}({argument.Name})");
            }
        }

        Assert.True(broken.Count == 0, Told());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{ nothing }")]
    [InlineData("{ countries(first: \"x\") { totalCount } }")]
    [InlineData("{ countries(first: 1, first: 2) { totalCount } }")]
    [InlineData("{ countries { totalCount } } { countries { totalCount } }")]
    [InlineData("query A { __typename } query B { __typename }")]
    [InlineData("subscription { changes { position } }")]
    [InlineData("fragment F on Query { __typename }")]
    [InlineData("{ ...F }")]
    [InlineData("{ countries(filter: { nothing: 1 }) { totalCount } }")]
    [InlineData("{ countries(orderBy: [NOPE]) { totalCount } }")]
    [InlineData("{ country { label } }")]
    [InlineData("{ country(code: null) { label } }")]
    [InlineData("{ country(code: $code) { label } }")]
    [InlineData("query ($code: Nothing!) { country(code: $code) { label } }")]
    [InlineData("query ($code: Int!) { country(code: $code) { label } }")]
    [InlineData("{ country(code: \"FR\") }")]
    [InlineData("{ country(code: \"FR\") { label { x } } }")]
    [InlineData("{ __typename @nothing }")]
    [InlineData("{ a: __typename a: viewer { name } }")]
    [InlineData("{ countries(first: 100000000000000000000) { totalCount } }")]
    [InlineData("{ expulsions(first: 100) { nodes { claims(first: 100) { nodes { source { claims(first: 100) { nodes { id } } } } } } } }")]
    public async Task A_document_that_is_wrong_is_answered_with_errors_that_a_person_understands(string document)
    {
        Assert.True(await Send(document, []) > 0);
        Assert.True(broken.Count == 0, Told());
    }

    /// <summary>One of each: a field that several types have is one field.</summary>
    private IEnumerable<(IObjectGraphType Type, FieldType Field)> FieldsWithArguments(SchemaPaths paths) => Schema.AllTypes.OfType<IObjectGraphType>()
        .Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && t != Schema.Mutation && t != Schema.Subscription && paths.Reaches(t.Name))
        .SelectMany(t => t.Fields.Where(f => f.Arguments is { Count: > 0 }).Select(f => (Type: t, Field: f)))
        .DistinctBy(f => $"{f.Field.Name} {f.Field.ResolvedType} {string.Join(' ', f.Field.Arguments!.Select(a => $"{a.Name}:{a.ResolvedType}"))}");

    private static string Document(SchemaPaths paths, IObjectGraphType type, FieldType field, IReadOnlyList<QueryArgument> arguments)
    {
        var selection = field.ResolvedType!.GetNamedType() is ScalarGraphType ? "" : " { __typename }";
        var given = string.Join(", ", arguments.Select(a => $"{a.Name}: ${a.Name}"));
        return $"query({string.Join(", ", arguments.Select(a => $"${a.Name}: {a.ResolvedType}"))}) {{ {paths.Selection(type.Name, $"{field.Name}({given}){selection}")} }}";
    }

    /// <returns>How many errors there were.</returns>
    private async Task<int> Send(string document, JsonObject variables)
    {
        var body = new JsonObject { ["query"] = document, ["variables"] = variables }.ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await world.Http.PostAsync(new Uri("/graphql", UriKind.Relative), content, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var node = JsonNode.Parse(text)!;
        if ((int)answer.StatusCode >= 500) broken.Add($"{(int)answer.StatusCode}: {body[..Math.Min(body.Length, 400)]}");
        var errors = node["errors"]?.AsArray() ?? [];
        foreach (var error in errors)
        {
            if (ErrorRules.Broken(error!) is { } what) Broken(what, error!, body);
        }

        var refusals = ((node["data"] as JsonObject)?.SingleOrDefault().Value as JsonObject)?["errors"]?.AsArray() ?? [];
        foreach (var error in refusals)
        {
            if (ErrorRules.BrokenUserError(error!) is { } what) Broken(what, error!, body);
        }

        return errors.Count + refusals.Count;
    }

    /// <returns>How many errors there were; none when it began, and so has nothing to tell for now.</returns>
    private async Task<int> Follow(string document, JsonObject variables)
    {
        var body = new JsonObject { ["query"] = document, ["variables"] = variables }.ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        if ((int)answer.StatusCode >= 500) broken.Add($"{(int)answer.StatusCode}: {Short(body, 400)}");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            string? line;
            do line = await reader.ReadLineAsync(patience.Token);
            while (line is not null && !line.StartsWith("data: {", StringComparison.Ordinal) && !line.StartsWith('{'));
            var errors = line is null ? [] : JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!["errors"]?.AsArray() ?? [];
            foreach (var error in errors)
            {
                if (ErrorRules.Broken(error!) is { } what) Broken(what, error!, body);
            }

            return errors.Count;
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void Broken(string what, JsonNode error, string body) =>
        broken.Add($"{what}: {Short(error.ToJsonString(), 300)} ← {Short(body, 300)}");

    private static string Short(string text, int most) => text.Length <= most ? text : $"{text[..most]}…";

    private string Told() => $"{broken.Count} errors are wrong:\n{string.Join("\n", broken.DistinctBy(b => b[..Math.Min(b.Length, 90)]).Take(25))}";
}
