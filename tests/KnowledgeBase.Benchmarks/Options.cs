using System.Globalization;

namespace KnowledgeBase.Benchmarks;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Folder">Where the bases are kept for the next run; null to make them in a temporary folder and delete them.</param>
/// <param name="Measures">Which are taken, of <see cref="All"/>.</param>
/// <param name="Output">The file that the results are written to as JSON.</param>
internal sealed record Options(int Claims, int SmallClaims, ulong Seed, string? Folder, IReadOnlyList<string> Measures, string Output)
{
    public static IReadOnlyList<string> All { get; } = ["page", "lens", "entity", "size", "memory", "write", "import", "recording", "start", "rebuild"];

    public static string Usage => $"""
        Makes a large base, starts the server on it and measures it. Only ratios within one run mean anything.

          --claims N       claims of the large base (1,000,000)
          --small N        claims of the small one that it is compared with (10,000)
          --seed N         another number makes another base (1)
          --keep FOLDER    keep the bases there, and find them again; without it they are made anew and deleted
          --only A,B       of {string.Join(", ", All)}
          --output FILE    results as JSON (benchmark.json)
        """;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options(1_000_000, 10_000, 1, null, All, "benchmark.json");
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count) throw new FormatException($"{arguments[i]} needs a value.");
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--claims" => options with { Claims = Count(value) },
                "--small" => options with { SmallClaims = Count(value) },
                "--seed" => options with { Seed = (ulong)Number(value) },
                "--keep" => options with { Folder = Path.GetFullPath(value) },
                "--only" => options with { Measures = Named(value.Split(',')) },
                "--output" => options with { Output = Path.GetFullPath(value) },
                _ => throw new FormatException($"There is no option {arguments[i]}."),
            };
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"“{text}” is no number.");

    private static int Count(string text) => Number(text) is >= 1_000 and var count ? count : throw new FormatException("A base has at least 1000 claims.");

    private static string[] Named(string[] names) =>
        names.Except(All).FirstOrDefault() is { } unknown ? throw new FormatException($"There is no measure {unknown}. There are: {string.Join(", ", All)}.") : names;
}
