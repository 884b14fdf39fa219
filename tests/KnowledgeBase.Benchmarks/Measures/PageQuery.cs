using System.Text.Json;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>The page that is measured: schema/operations/10-expulsions-page.graphql, plain or through a lens, at many places of the list.</summary>
internal sealed class PageQuery
{
    /// <summary>So many different pages are asked for, in turn.</summary>
    private const int Pages = 30;

    /// <summary>Items of a page.</summary>
    private const int Size = 20;

    private static readonly string Selection = Inner(Resource.Text("page.graphql"));

    private readonly GraphQLClient client;
    private readonly string document;
    private readonly List<string?> places;

    private PageQuery(GraphQLClient client, string document, List<string?> places) => (this.client, this.document, this.places) = (client, document, places);

    /// <summary>Walks through the list once.</summary>
    /// <param name="lens">An input object in GraphQL; null for the plain page.</param>
    public static async Task<PageQuery> WalkAsync(GraphQLClient client, string? lens, CancellationToken cancellation)
    {
        var document = Document(lens);
        var places = new List<string?> { null };
        while (places.Count < Pages && await Next(client, document, lens is not null, places[^1], cancellation) is { } next) places.Add(next);
        return new(client, document, places);
    }

    public static string Document(string? lens) => lens is null
        ? $"query ($after: String) {{ {Selection} }}"
        : $"query ($after: String) {{ through(lens: {lens}) {{ {Selection} }} }}";

    /// <summary>PostGraphile's words for the plain page, at the same places.</summary>
    public static async Task<PageQuery> WalkPeerAsync(GraphQLClient client, CancellationToken cancellation)
    {
        var document = Resource.Text("peer-page.graphql");
        var places = new List<string?> { null };
        while (places.Count < Pages && await Next(client, document, false, places[^1], cancellation) is { } next) places.Add(next);
        return new(client, document, places);
    }

    /// <summary>The bodies of the requests, one for each place.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. places.Select(after => JsonSerializer.SerializeToUtf8Bytes(new { query = document, variables = new { after } }))];

    /// <summary>
    /// So many that no two are the same question, and no answer is one that was kept: a variable that the document does not have makes the difference, which GraphQL passes over.
    /// </summary>
    public IReadOnlyList<byte[]> UnlikeBodies(int count) =>
        [.. Enumerable.Range(0, count).Select(i => JsonSerializer.SerializeToUtf8Bytes(new { query = document, variables = new { after = places[i % places.Count], unlike = i } }))];

    /// <summary>Asked with ever other questions, as <see cref="UnlikeBodies"/>.</summary>
    public Contestant As(string name) => new(name, (i, c) => client.BytesAsync(document, c, new { after = places[i % places.Count], unlike = i }));

    private static async Task<string?> Next(GraphQLClient client, string document, bool isThroughLens, string? place, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(document, cancellation, new { after = place });
        var root = answer.RootElement.GetProperty("data");
        var list = (isThroughLens ? root.GetProperty("through") : root).GetProperty("expulsions");
        var (nodes, info) = (list.GetProperty("nodes"), list.GetProperty("pageInfo"));
        // A page that is not what it is taken for would be measured as a fast one.
        if (nodes.GetArrayLength() != Size || nodes.EnumerateArray().All(n => n.GetProperty("claims").GetProperty("nodes").GetArrayLength() < 5))
        {
            throw new InvalidOperationException($"The page has {nodes.GetArrayLength()} expulsions, or none of them five claims: {document}");
        }

        return info.GetProperty("hasNextPage").ValueKind == JsonValueKind.True ? info.GetProperty("endCursor").GetString() : null;
    }

    private static string Inner(string operation) => operation[(operation.IndexOf('{', StringComparison.Ordinal) + 1)..operation.LastIndexOf('}')];
}
