using System.Net.Sockets;
using System.Text;
using GraphQL;
using GraphQL.Execution;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.Store.Projection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Tests.Transport;

/// <summary>What clients learn of failures, and what the log does.</summary>
public sealed class FailureTests
{
    private readonly Recorded log = new();

    [Fact]
    public async Task An_unknown_failure_is_masked_and_logged_under_its_id()
    {
        var error = await Shown(new InvalidOperationException("password=secret"));
        var id = error.Extensions!["id"]!.ToString()!;
        Assert.Equal((ErrorCodes.Internal, $"An internal error happened; its id is {id}."), (error.Code, error.Message));
        Assert.Contains(id, Assert.Single(log.Lines, l => l.Level == LogLevel.Error).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_of_the_client_is_shown_and_not_logged()
    {
        var mistake = new KnowledgeBaseError(ErrorCodes.InvalidId, "Not an id.", "id");
        Assert.Same(mistake, await Shown(mistake));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_unavailable_and_worth_another_try()
    {
        var error = await Shown(new InvalidOperationException("outer", new NpgsqlException("Failed to connect to 10.0.0.1", new SocketException(111))));
        Assert.Equal((ErrorCodes.ServiceUnavailable, true), (error.Code, error.Extensions!["retryable"]));
        Assert.DoesNotContain("10.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Warning, Assert.Single(log.Lines).Level);
    }

    [Fact]
    public async Task What_is_recorded_but_not_shown_yet_says_so_and_where()
    {
        var error = await Shown(new ProjectionLagException(42, TimeSpan.FromSeconds(30)));
        Assert.Equal((ErrorCodes.ProjectionLagging, 42L), (error.Code, error.Extensions!["position"]));
        Assert.Contains("recorded at position 42", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_the_clients_mistake()
    {
        var failure = Record.Exception(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes("\ud800"))!;
        Assert.Equal(ErrorCodes.BadUserInput, (await Shown(failure)).Code);
        Assert.Empty(log.Lines);
    }

    private async Task<ExecutionError> Shown(Exception failure)
    {
        var context = new UnhandledExceptionContext(new ExecutionOptions(), failure);
        await new FailureMask(log).HandleAsync(context);
        return Assert.IsAssignableFrom<ExecutionError>(context.Exception);
    }

    private sealed class Recorded : ILogger<FailureMask>
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
