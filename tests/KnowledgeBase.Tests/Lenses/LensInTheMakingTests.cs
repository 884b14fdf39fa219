using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Store;
using Npgsql;

namespace KnowledgeBase.Tests.Lenses;

public sealed class LensInTheMakingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lens_that_takes_longer_than_a_request_has_is_told_so_and_found_later()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(1), requests: 30, Cancel);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        // Another node works it out, and takes its time.
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('knowledgebase.lens'), hashtext((select max(seq_id) from log.mt_events) || ';;' || $1::text))", connection))
        {
            hold.Parameters.Add(new() { Value = Identifiers.Source("s1").ToString("D") });
            await hold.ExecuteNonQueryAsync(Cancel);
        }

        const string query = "{ through(lens: { withoutSources: [\"s1\"] }) { claims { totalCount } } }";
        var first = await server.Ask(query);
        Assert.Equal("LENS_IN_THE_MAKING", (string)first["errors"]![0]!["extensions"]!["code"]!);

        await transaction.RollbackAsync(Cancel);
        Assert.NotNull((await server.Ask(query).MustBeData())["through"]!["claims"]);
    }
}
