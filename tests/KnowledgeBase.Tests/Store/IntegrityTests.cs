using KnowledgeBase.Store;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>Whatever is done to the log behind the recorder's back is found, and the first bad position named.</summary>
public sealed class IntegrityTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly RunningServer server = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(7), requests: 40, Cancel);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_untouched_log_verifies_to_its_end()
    {
        var verification = await VerifyAsync();
        Assert.Null(verification.BrokenFrom);
        Assert.Equal(await Scalar("select max(seq_id) from log.mt_events"), verification.VerifiedTo);
    }

    [Theory]
    [InlineData("update log.mt_events set data = jsonb_set(data, '{reason}', '\"Another one.\"') where seq_id = 30")]
    [InlineData("update log.mt_events set user_name = 'somebody else' where seq_id = 30")]
    [InlineData("update log.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 30")]
    [InlineData("update log.mt_events set type = 'unheard_of.v1' where seq_id = 30")]
    [InlineData("delete from log.mt_events where seq_id = 30")]
    [InlineData("delete from log.mt_events where seq_id >= 30")]
    [InlineData("update log.mt_events set seq_id = case seq_id when 30 then -31 else -30 end where seq_id in (30, 31); update log.mt_events set seq_id = -seq_id where seq_id < 0")]
    [InlineData("update log.seal set hash = sha256(hash) where first <= 30 and last >= 30")]
    [InlineData("delete from log.seal where first <= 30 and last >= 30")]
    [InlineData("""
        insert into log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
        select seq_id + 1, gen_random_uuid(), stream_id, version + 1, '{}', 'x', now(), tenant_id, false from log.mt_events order by seq_id desc limit 1
        """)]
    public async Task A_change_behind_its_back_is_found(string sql)
    {
        await Scalar(sql);
        Assert.NotNull((await VerifyAsync()).BrokenFrom);
    }

    [Fact]
    public async Task A_tail_cut_off_with_its_seals_is_found_by_whoever_noted_the_head()
    {
        var noted = await VerifyAsync();
        await Scalar("delete from log.mt_events where seq_id > 30; delete from log.seal where last > 30");
        Assert.Equal(noted.VerifiedTo, (await VerifyAsync(noted)).BrokenFrom);
    }

    private async Task<Verification> VerifyAsync(Verification? from = null)
    {
        await using var database = StoreRegistration.DataSource(server.ConnectionString);
        return await LogVerification.ContinueAsync(database, from ?? Verification.Nothing, Cancel);
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
