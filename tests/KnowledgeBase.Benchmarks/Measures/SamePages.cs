using System.Text.Json;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>Both answer with the same, in the same order, or their rates are no comparison.</summary>
internal static class SamePages
{
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public static async Task CheckAsync((GraphQLClient Client, PageQuery Page) ours, (GraphQLClient Client, PageQuery Page) peer, CancellationToken cancellation)
    {
        var (a, b) = (ours.Page.Bodies, peer.Page.Bodies);
        if (a.Count != b.Count) throw new InvalidOperationException($"The list has {a.Count} pages, and {b.Count} in PostGraphile.");
        for (var i = 0; i < a.Count; i++)
        {
            var (left, right) = (Rows(await AnswerAsync(ours.Client, a[i], cancellation), isOurs: true), Rows(await AnswerAsync(peer.Client, b[i], cancellation), isOurs: false));
            var differs = left.Zip(right).FirstOrDefault(p => p.First != p.Second);
            if (left.Count != right.Count || differs != default) throw new InvalidOperationException($"Page {i} differs: ours has {left.Count} lines, PostGraphile {right.Count}:\n{differs.First}\n{differs.Second}");
        }
    }

    private static async Task<JsonElement> AnswerAsync(GraphQLClient client, byte[] body, CancellationToken cancellation)
    {
        using var request = JsonDocument.Parse(body);
        var answer = await client.AskAsync(request.RootElement.GetProperty("query").GetString()!, cancellation, request.RootElement.GetProperty("variables"));
        return answer.RootElement.GetProperty("data").GetProperty("expulsions").GetProperty("nodes");
    }

    /// <summary>One line for each expulsion and each claim.</summary>
    private static List<string> Rows(JsonElement expulsions, bool isOurs) =>
    [
        .. expulsions.EnumerateArray().SelectMany(x => (string[])
        [
            $"{x.GetProperty("key")} {x.GetProperty("announcedOn")} {Headcount(x, isOurs)} {x.GetProperty("measure")} {Label(x, "expellingParty")} {Label(x, "sendingParty")}",
            .. x.GetProperty("claims").GetProperty("nodes").EnumerateArray().Select(c =>
                $"{c.GetProperty("property")} {c.GetProperty("stance")} {c.GetProperty("source").GetProperty("title")} {c.GetProperty("source").GetProperty("kind")}"),
        ]),
    ];

    private static string Headcount(JsonElement expulsion, bool isOurs)
    {
        if (!isOurs) return $"{expulsion.GetProperty("headcountMin")} {expulsion.GetProperty("headcountMax")} {expulsion.GetProperty("headcountText")}";
        var count = expulsion.GetProperty("headcount");
        return count.ValueKind == JsonValueKind.Null ? "  " : $"{count.GetProperty("min")} {count.GetProperty("max")} {count.GetProperty("text")}";
    }

    private static string Label(JsonElement expulsion, string party) =>
        expulsion.GetProperty(party) is { ValueKind: JsonValueKind.Object } country ? country.GetProperty("label").GetString()! : "-";
}
