using System.Collections.Concurrent;
using System.Diagnostics;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace KnowledgeBase.Tests.Observability;

/// <summary>A server whose spans and log lines are kept in memory; nothing is too quick for a field's span.</summary>
public sealed class ObservedServer(PostgresServer postgres) : RunningServer(postgres)
{
    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<(LogLevel Level, string Category, string Text)> Lines { get; } = new();

    // Nobody listens at that port; exporters drop what they cannot send.
    protected override string[] Settings =>
        ["--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", "--KnowledgeBase:Observability:SlowFieldMilliseconds=0", "--KnowledgeBase:Observability:ProjectionLagSeconds=2"];

    protected override void Configure(IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new Keeping(Spans)));
        services.AddSingleton<ILoggerProvider>(new Keeper(Lines));
    }

    /// <summary>The spans of the trace of which <paramref name="found"/> says yes, once they are all there: the request's ends last.</summary>
    public async Task<List<Activity>> TraceAsync(Func<Activity, bool> found)
    {
        for (var i = 0; i < 100; i++)
        {
            var one = Spans.FirstOrDefault(found);
            if (one is not null && Spans.Any(s => s.TraceId == one.TraceId && s.Source.Name == "Microsoft.AspNetCore")) return [.. Spans.Where(s => s.TraceId == one.TraceId)];
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException("No such trace.");
    }

    private sealed class Keeping(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }

    private sealed class Keeper(ConcurrentQueue<(LogLevel, string, string)> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Log(categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Log(string category, ConcurrentQueue<(LogLevel, string, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        // The structured values too, since exporters send them beside the sentence.
        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, category, $"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : "")}"));
    }
}

/// <summary>One server for all of these tests, one after the other, with no other server beside it.</summary>
[CollectionDefinition(nameof(ObservedServer), DisableParallelization = true)]
public sealed class ObservedServerTests : ICollectionFixture<ObservedServer>;
