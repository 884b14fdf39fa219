using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>The page plain and through lenses.</summary>
internal static class LensMeasure
{
    private const string Name = "page of 20 expulsions, both countries, 5 claims each with its source";

    /// <summary>Times the plain page.</summary>
    private const double Most = 2.5;

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, Scale scale, CancellationToken cancellation)
    {
        var (client, middle) = (server.Client, await Middle(server, cancellation));
        // One that an agency's report was cut from, and that few others cite.
        var ordinary = new Sources(scale).FirstOf(scale.Expulsions / 2);
        var hub = await IdOf(client, 0, cancellation);
        var pages = new List<Contestant> { (await PageQuery.WalkAsync(client, null, cancellation)).As("plain") };
        foreach (var (what, lens) in new[]
        {
            ("knownAt: the middle of the history", $"{{ knownAt: \"{middle}\" }}"),
            ("validAt: 2010", "{ validAt: \"2010\" }"),
            ("withoutSources: one widely cited", $"{{ withoutSources: [\"{hub}\"] }}"),
            ("withoutSources: an ordinary one", $"{{ withoutSources: [\"{await IdOf(client, ordinary, cancellation)}\"] }}"),
            ("all three together", $"{{ knownAt: \"{middle}\", validAt: \"2010\", withoutSources: [\"{hub}\"] }}"),
        })
        {
            pages.Add((await PageQuery.WalkAsync(client, lens, cancellation)).As($"through {what}"));
        }

        var results = new List<Result>();
        foreach (var concurrency in (int[])[1, 16])
        {
            var outcomes = await Contest.RunAsync(pages, concurrency == 1 ? 40 : 12, concurrency == 1 ? 5 : 64, concurrency, cancellation);
            results.Add(Result.Of(Name, outcomes[0]));
            results.AddRange(outcomes.Skip(1).Select(o => Result.Of(Name, o, outcomes[0], Most)));
        }

        var outcome = await Contest.RunAsync([pages[0], Changed(client, hub)], 20, 5, 1, cancellation);
        results.Add(Result.Of("what changes without a widely cited source", outcome[0]));
        results.Add(Result.Of("what changes without a widely cited source", outcome[1], outcome[0]));
        results.AddRange(await FirstUse(client, scale, hub, ordinary, cancellation));
        return results;
    }

    public static async Task<bool> IsOfferedAsync(GraphQLClient client, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync("{ __type(name: \"Query\") { fields { name } } }", cancellation);
        return answer.RootElement.GetProperty("data").GetProperty("__type").GetProperty("fields").EnumerateArray()
            .Any(f => f.GetProperty("name").GetString() == "through");
    }

    private static Contestant Changed(GraphQLClient client, string source) => new("the first 20 facts, how they stood, and how many", (i, c) => client.BytesAsync(
        $"{{ through(lens: {{ withoutSources: [\"{source}\"] }}) {{ changedFacts(first: 20) {{ nodes {{ property status effect stood {{ status }} }} totalCount }} }} }}", c, new { unlike = i }));

    /// <summary>When half of the log had been recorded.</summary>
    public static async Task<string> Middle(ServerUnderTest server, CancellationToken cancellation)
    {
        await using var command = server.Database.CreateCommand(
            "select timestamp from log.mt_events where seq_id = (select max(seq_id) / 2 from log.mt_events)");
        return ((DateTime)(await command.ExecuteScalarAsync(cancellation))!).ToString("O", CultureInfo.InvariantCulture);
    }

    /// <summary>A set of sources that was not asked for before: what falls with it is not known yet.</summary>
    private static async Task<IReadOnlyList<Result>> FirstUse(GraphQLClient client, Scale scale, string hub, int ordinary, CancellationToken cancellation)
    {
        var others = new List<string>();
        for (var i = 1; i <= 3; i++) others.Add(await IdOf(client, ordinary + (i * scale.Sources / 200), cancellation));
        var contestants = new List<Contestant>
        {
            new("plain, first page", (i, c) => client.BytesAsync(PageQuery.Document(null), c, new { unlike = i })),
            new("withoutSources: one widely cited and another, for the first time",
                (i, c) => client.BytesAsync(PageQuery.Document($"{{ withoutSources: [\"{hub}\", \"{others[i]}\"] }}"), c)),
            new("withoutSources: an ordinary one, for the first time",
                (i, c) => client.BytesAsync(PageQuery.Document($"{{ withoutSources: [\"{others[i]}\"] }}"), c)),
        };
        var outcomes = await Contest.RunAsync(contestants, 3, 1, 1, cancellation, isCold: true);
        return [Result.Of("the first use of a lens", outcomes[0]), .. outcomes.Skip(1).Select(o => Result.Of("the first use of a lens", o, outcomes[0]))];
    }

    private static async Task<string> IdOf(GraphQLClient client, int source, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync($"{{ source(key: \"s{source}\") {{ id }} }}", cancellation);
        var found = answer.RootElement.GetProperty("data").GetProperty("source");
        return found.ValueKind == JsonValueKind.Null
            ? throw new InvalidOperationException($"The base has no source s{source}.")
            : found.GetProperty("id").GetString()!;
    }
}
