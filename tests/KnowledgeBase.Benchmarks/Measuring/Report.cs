using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Benchmarks.Measuring;

/// <summary>What a run found.</summary>
/// <param name="Notes">What a reader has to know to judge the figures.</param>
internal sealed record Report(int Claims, ulong Seed, DateTimeOffset At, IReadOnlyList<Result> Results, IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Machine { get; } = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    public async Task WriteAsync(string path, CancellationToken cancellation) => await File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Json), cancellation);

    /// <summary>A table in Markdown.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Claims:N0} claims, seed {Seed}; {Machine}; only ratios within one measure mean anything.").AppendLine();
        text.AppendLine("| measure | what | at a time | median ms | p95 ms | per second | ratio | target | |");
        text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        var last = "";
        foreach (var r in Results)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {(r.Measure == last ? "" : r.Measure)} | {r.What} | {r.Concurrency} | {r.Median:0.00} | {r.P95:0.00} | {r.PerSecond:N0} | {Ratio(r)} | {r.Target} | {Met(r)} |");
            last = r.Measure;
        }

        foreach (var note in Notes) text.AppendLine().Append("- ").Append(note);
        return text.AppendLine().ToString();
    }

    private static string Ratio(Result r) => r.Ratio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} ×") : r.IsMet is null && r.Against is null ? "1" : "";

    private static string Met(Result r) => r.IsMet switch { true => "met", false => "**missed**", _ => "" };
}
