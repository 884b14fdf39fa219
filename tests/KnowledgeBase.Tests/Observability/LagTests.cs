using System.Net;
using KnowledgeBase.Domain.Sources;
using Npgsql;

namespace KnowledgeBase.Tests.Observability;

/// <summary>A read model that goes on, but is further behind than the setting allows (2 s here), is reason enough not to be ready.</summary>
[Collection(nameof(ObservedServer))]
public sealed class LagTests(ObservedServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_model_too_far_behind_makes_the_server_not_ready_until_it_has_caught_up()
    {
        Assert.Equal(HttpStatusCode.OK, (await Ready()).Status);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        Task recording;
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            // The projection waits for this lock: it has not stopped, and reads are not held up.
            await using var command = new NpgsqlCommand("lock table model.source in exclusive mode", connection, transaction);
            await command.ExecuteNonQueryAsync(Cancel);
            // A citation is for the projection: a request does not show it by itself.
            var (citing, cited) = (new RegisterSource("lags", new(SourceKind.Article, "Lags")), new RegisterSource("leads", new(SourceKind.Article, "Leads")));
            recording = server.Recorder.RecordAsync(
                new("tests"), [new(citing), new(cited), new(new CiteSource(citing.SourceId, cited.SourceId, CitationManner.Quotes, true, null))], cancellation: Cancel);
            var (status, text) = await Until(HttpStatusCode.ServiceUnavailable);
            Assert.Contains("behind the log", text, StringComparison.Ordinal);
            Assert.Contains("2 s are allowed", text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/live", Cancel)).StatusCode);
            await transaction.RollbackAsync(Cancel);
        }

        await recording;
        await Until(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Status, string Text)> Ready()
    {
        using var answer = await server.Http.GetAsync("/health/ready", Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<(HttpStatusCode Status, string Text)> Until(HttpStatusCode status)
    {
        for (var i = 0; i < 100; i++)
        {
            var ready = await Ready();
            if (ready.Status == status) return ready;
            await Task.Delay(100, Cancel);
        }

        throw new InvalidOperationException($"It did not answer {status}.");
    }
}
