using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>Whatever comes, the server answers, not with a failure of its own, and tells nothing of its inside.</summary>
public sealed partial class FuzzTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Bodies = 3_000;

    private static readonly string[] Words =
    [
        "{", "}", "(", ")", "[", "]", ":", "!", "$a", "$n", "...", "@skip(if: $a)", "@include(if: true)", "@x", "on", "fragment F on Query", "...F", "query", "mutation", "subscription", "null", "true",
        "-1", "0", "2147483648", "1e400", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"'; drop table model.claim; --\"", "\"%_\\\\\"", "\"\"\" block \"\"\"", "first: 1000", "first: -1", "last: 0",
        "after: \"AAAA\"", "id: \"Q291bnRyeTox\"", "key: \"country:FR\"", "key: \"expulsion:\"", "nodes", "edges", "node", "__typename", "__schema", "through(lens: {})", "lens: { knownAt: \"0001-01-01T00:00:00Z\" }",
        "lens: { validAt: \"9999-12-31\" }", "filter: {}", "filter: { not: {} }", "orderBy: []", "é", "\u202e", "\ufeff", "#", ",",
    ];

    [Fact]
    public async Task Thousands_of_broken_and_strange_requests_are_answered()
    {
        var random = new Random(20180326);
        var documents = Directory.GetFiles(Path.Combine(Contract.Folder, "operations"), "*.graphql").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var bodies = Enumerable.Range(0, Bodies).Select(i => i % 3 == 0 ? Flipped(random, documents) : Rewritten(random, documents)).ToList();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (body, cancellation) =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
            request.Headers.Accept.ParseAdd("application/graphql-response+json");
            using var answer = await server.Http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, n) => n + 1);
            Assert.True((int)answer.StatusCode < 500 && !Inside().IsMatch(text) && JsonNode.Parse(text) is JsonObject, $"{(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}\n→ {text}");
        });
        // Both sides of the border were tried.
        Assert.True(statuses.GetValueOrDefault(200) > Bodies / 50 && statuses.GetValueOrDefault(400) > Bodies / 2, string.Join(", ", statuses));
    }

    // A document of tokens from examples, some of them replaced, left out, doubled or swapped.
    private static byte[] Rewritten(Random random, List<string> documents)
    {
        var tokens = Token().Matches(documents[random.Next(documents.Count)]).Select(m => m.Value).ToList();
        for (var changes = random.Next(1, 5); changes > 0 && tokens.Count > 1; changes--)
        {
            var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
            switch (random.Next(5))
            {
                case 0: tokens[at] = Words[random.Next(Words.Length)]; break;
                case 1: tokens.RemoveAt(at); break;
                case 2: tokens.Insert(at, tokens[other]); break;
                case 3: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
                default: tokens.Insert(at, Words[random.Next(Words.Length)]); break;
            }
        }

        var variables = new JsonObject { ["a"] = random.Next(2) == 0 ? true : "x", ["n"] = random.Next(-2, 200), ["input"] = new JsonObject { ["key"] = "k", ["label"] = Words[random.Next(Words.Length)] } };
        return Encoding.UTF8.GetBytes(new JsonObject { ["query"] = string.Join(' ', tokens), ["variables"] = variables }.ToJsonString());
    }

    private static byte[] Flipped(Random random, List<string> documents)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["query"] = documents[random.Next(documents.Count)] }.ToJsonString());
        for (var flips = random.Next(1, 4); flips > 0; flips--) body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(8) == 0 ? body[..random.Next(body.Length)] : body;
    }

    [GeneratedRegex("""#[^\n]*\n|"[^"\n]*"|\.\.\.|[@$]?\w+|[^\s\w]""")]
    private static partial Regex Token();

    // Stack traces, namespaces of ours and others', SQL, unknown failures.
    [GeneratedRegex(@"   at \w+\.|System\.|Npgsql|Marten|GraphQL\.Types|KnowledgeBase\.|Exception|\bselect \w+.* from |SqlState|""code"":\s*""INTERNAL""")]
    private static partial Regex Inside();
}
