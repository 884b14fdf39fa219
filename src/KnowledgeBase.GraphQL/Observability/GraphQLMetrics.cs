using System.Diagnostics.Metrics;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>Figures of operations. Their labels have few values, none of which a client chooses.</summary>
public sealed class GraphQLMetrics
{
    private readonly Histogram<double> durations;
    private readonly UpDownCounter<long> active;
    private readonly Counter<long> errors;
    private readonly Counter<long> deprecated;

    public GraphQLMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        durations = meter.CreateHistogram(
            "knowledgebase.graphql.operation.duration", "s", "Time that operations took, those included that failed.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15] });
        active = meter.CreateUpDownCounter<long>("knowledgebase.graphql.operation.active", "{operation}", "Operations that are being carried out, or wait for a place.");
        deprecated = meter.CreateCounter<long>("knowledgebase.graphql.deprecated", "{use}", "Operations that used a deprecated part of the schema, by its coordinates.");
        errors = meter.CreateCounter<long>("knowledgebase.graphql.errors", "{error}", "Errors that clients were answered, by code.");
    }

    internal void Started(string type) => active.Add(1, new KeyValuePair<string, object?>(Telemetry.OperationType, type));

    internal void Ended(string type, TimeSpan time, bool failed)
    {
        active.Add(-1, new KeyValuePair<string, object?>(Telemetry.OperationType, type));
        durations.Record(time.TotalSeconds, new(Telemetry.OperationType, type), new("outcome", failed ? "error" : "success"));
    }

    /// <param name="coordinates">As the schema names it, not a client.</param>
    internal void UsedDeprecated(string coordinates) => deprecated.Add(1, new KeyValuePair<string, object?>(Telemetry.SchemaCoordinates, coordinates));

    internal void Answered(string code) => errors.Add(1, new KeyValuePair<string, object?>(Telemetry.ErrorType, code));
}
