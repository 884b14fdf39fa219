using System.Collections.Concurrent;
using System.Diagnostics;
using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>
/// What one operation waited for. One span for each field of the schema, of its slowest value, says how many of its values were slow:
/// where a page of them waits for one batch, a span for each would tell a hundred times the same.
/// </summary>
internal sealed class SlowFields(TimeSpan threshold) : Dictionary<string, object?>
{
    private readonly ConcurrentDictionary<FieldType, (string Field, DateTime Start, TimeSpan Time, int Values)> slowest = new();

    public void Took(IObjectGraphType parent, FieldType field, long begun)
    {
        var time = Stopwatch.GetElapsedTime(begun);
        if (time < threshold) return;
        var start = DateTime.UtcNow - time;
        slowest.AddOrUpdate(
            field,
            _ => ($"{parent.Name}.{field.Name}", start, time, 1),
            (_, known) => time > known.Time ? (known.Field, start, time, known.Values + 1) : known with { Values = known.Values + 1 });
    }

    /// <summary>Writes the spans below the operation's own.</summary>
    public void Write(Activity operation)
    {
        foreach (var (field, start, time, values) in slowest.Values)
        {
            using var span = Telemetry.Source.StartActivity("resolve", ActivityKind.Internal, operation.Context, startTime: start);
            span?.SetTag(Telemetry.Field, field).SetTag(Telemetry.SlowValues, values).SetEndTime(start + time);
        }
    }
}
