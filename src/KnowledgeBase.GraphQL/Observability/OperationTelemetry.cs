using System.Diagnostics;
using GraphQL;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>Traces, measures and logs operations. No variable and no text of a document gets into any of it.</summary>
internal sealed partial class OperationTelemetry(GraphQLMetrics metrics, DeprecatedUses deprecated, ObservabilityOptions options, ILogger<OperationTelemetry> logger)
{
    /// <summary>Longest name of an operation that is told; a client chooses it.</summary>
    private const int LongestName = 100;

    private readonly GraphQLMetrics metrics = metrics;
    private readonly DeprecatedUses deprecated = deprecated;
    private readonly ObservabilityOptions options = options;
    private readonly ILogger<OperationTelemetry> logger = logger;

    /// <summary>Call it before an operation is carried out, by whatever transport; dispose what is answered afterwards.</summary>
    /// <param name="document">Where the operation stands.</param>
    /// <param name="operationName">As the client gave it; null for the only one.</param>
    /// <param name="documentHash">SHA-256 of the document.</param>
    public Told Begin(GraphQLDocument document, string? operationName, string documentHash)
    {
        var operation = document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(o => operationName is null || o.Name?.Value == operationName);
        var type = operation?.Operation switch
        {
            OperationType.Query => "query",
            OperationType.Mutation => "mutation",
            OperationType.Subscription => "subscription",
            _ => "unknown",
        };
        var name = operation?.Name?.StringValue;
        if (name?.Length > LongestName) name = name[..LongestName];
        // A kind of span that has a name of few values, as the conventions want it.
        var span = Telemetry.Source.StartActivity(operation is null ? "GraphQL Operation" : type, ActivityKind.Server);
        span?.SetTag(Telemetry.OperationType, type).SetTag(Telemetry.OperationName, name).SetTag(Telemetry.DocumentHash, documentHash);
        metrics.Started(type);
        return new(this, document, type, name, documentHash, span);
    }

    [LoggerMessage(1, LogLevel.Information, "{OperationType} {OperationName} of document {DocumentHash} took {Milliseconds} ms: {Errors} errors {ErrorCodes}.")]
    private partial void Log(string operationType, string? operationName, string documentHash, double milliseconds, int errors, string errorCodes);

    /// <summary>One operation.</summary>
    internal sealed class Told(OperationTelemetry telemetry, GraphQLDocument document, string type, string? name, string documentHash, Activity? span) : IDisposable
    {
        private readonly long begun = Stopwatch.GetTimestamp();
        private readonly SlowFields? fields = span?.IsAllDataRequested == true ? new(telemetry.options.SlowField) : null;
        private string[]? codes;

        /// <summary>For <c>ExecutionOptions.UserContext</c>.</summary>
        public IDictionary<string, object?> UserContext => fields ?? new Dictionary<string, object?>();

        /// <summary>Call it with what is answered. An operation that ends without was broken off.</summary>
        public void Ended(ExecutionResult result) => codes = [.. (result.Errors ?? []).Select(ErrorAnswers.CodeOf).Distinct()];

        public void Dispose()
        {
            var time = Stopwatch.GetElapsedTime(begun);
            var found = codes ?? ["ABORTED"];
            foreach (var coordinates in telemetry.deprecated.Of(document)) telemetry.metrics.UsedDeprecated(coordinates);
            if (span is not null)
            {
                fields?.Write(span);
                if (found.Length > 0) span.SetStatus(ActivityStatusCode.Error).SetTag(Telemetry.ErrorType, found.Length == 1 ? found[0] : string.Join(',', found));
                span.Dispose();
            }

            telemetry.metrics.Ended(type, time, found.Length > 0);
            if (telemetry.logger.IsEnabled(LogLevel.Information)) telemetry.Log(type, name, documentHash, time.TotalMilliseconds, found.Length, string.Join(',', found));
        }
    }
}
