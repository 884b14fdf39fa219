using KnowledgeBase.Store;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>An erased event is told from a tampered one, before and after it was erased.</summary>
public sealed class ErasureIntegrityTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string ErasedClaim = "(select min(x.position) from log.erased x join log.mt_events v on v.seq_id = x.position where v.type = 'claim_asserted.v1')";
    private const string WholeClaim = "(select min(v.seq_id) from log.mt_events v left join log.erased x on x.position = v.seq_id where v.type = 'claim_asserted.v1' and x.position is null)";

    private readonly ServerWithUsers server = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        var story = new PersonStory(server);
        await story.RecordAsync();
        await ExecuteAsync("create table kept as select seq_id, data from log.mt_events");
        await story.EraseAllAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_chain_holds_and_counts_the_erased_events()
    {
        var verification = await VerifyAsync();
        Assert.Null(verification.BrokenFrom);
        Assert.Equal(await ScalarAsync("select max(seq_id) from log.mt_events"), verification.VerifiedTo);
        Assert.Equal(await ScalarAsync("select count(*) from log.mt_events v join kept k using (seq_id) where v.data <> k.data"), verification.Erased);
        Assert.True(verification.Erased > 20, $"Only {verification.Erased}.");
    }

    [Fact]
    public async Task What_a_payload_was_cannot_be_tried_with_guesses() =>
        Assert.Equal(0L, await ScalarAsync(
            """
            select count(*) from log.erased x left join log.event_key k using (position)
            where k.key is not null or (select s.salt from log.seal s where s.last >= x.position order by s.last limit 1) is not null
            """));

    [Theory]
    [InlineData("blanked without an erasure", $"update log.mt_events set data = data - 'note' - 'value' where seq_id = {WholeClaim}")]
    [InlineData("blanked, and listed as erased, with any HMAC", $"insert into log.erased select {WholeClaim}, sha256('x'), (select max(erased_by) from log.erased); update log.mt_events set data = data - 'value' where seq_id = {WholeClaim}")]
    [InlineData("an erased payload altered", $"update log.mt_events set data = jsonb_set(data, '{{stance}}', '\"Denies\"') where seq_id = {ErasedClaim}")]
    [InlineData("an erased payload put back", $"update log.mt_events v set data = k.data from kept k where k.seq_id = v.seq_id and v.seq_id = {ErasedClaim}")]
    [InlineData("an erased payload put back, and no longer listed", $"update log.mt_events v set data = k.data from kept k where k.seq_id = v.seq_id and v.seq_id = {ErasedClaim}; delete from log.erased where position = (select min(v.seq_id) from log.mt_events v where type = 'claim_asserted.v1' and not data ? 'isErased' and not exists (select from log.event_key e where e.position = v.seq_id))")]
    [InlineData("an HMAC altered", $"update log.erased set mac = sha256(mac) where position = {ErasedClaim}")]
    [InlineData("no longer listed", $"delete from log.erased where position = {ErasedClaim}")]
    [InlineData("a key altered", "update log.event_key set key = sha256(key) where position = (select min(position) from log.event_key)")]
    [InlineData("the erasure blanked", "update log.mt_events set data = jsonb_set(data, '{events}', '[]') where type = 'subject_erased.v1'")]
    [InlineData("the erasure no JSON of its kind", "update log.mt_events set data = '{\"events\": 7}' where type = 'subject_erased.v1'")]
    [InlineData("the erasure removed", "delete from log.mt_events where type = 'subject_erased.v1'")]
    public async Task Tampering_is_found_all_the_same(string what, string sql)
    {
        await ExecuteAsync(sql);
        Assert.True((await VerifyAsync()).BrokenFrom is not null, what);
    }

    [Fact]
    public async Task Blanking_a_payload_whose_HMAC_is_known_needs_an_erasure_that_names_it()
    {
        // The most that somebody with the database can do without leaving a change in the log: he computes what the recorder would.
        var position = (long)(await ScalarAsync($"select {WholeClaim}"))!;
        var (salt, key, payload) = await SealAsync(position);
        var mac = System.Security.Cryptography.HMACSHA256.HashData(key ?? KeyOf(salt!, position), System.Text.Encoding.UTF8.GetBytes(payload));
        await ExecuteAsync($"insert into log.erased values ({position}, decode('{Convert.ToHexString(mac)}', 'hex'), (select max(erased_by) from log.erased))");
        await ExecuteAsync($"update log.mt_events set data = data - 'value' where seq_id = {position}");
        Assert.Equal(position, (await VerifyAsync()).BrokenFrom);
    }

    private static byte[] KeyOf(byte[] salt, long position)
    {
        var bytes = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return System.Security.Cryptography.HMACSHA256.HashData(salt, bytes);
    }

    private async Task<(byte[]? Salt, byte[]? Key, string Payload)> SealAsync(long position)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(
            $"select (select s.salt from log.seal s where s.last >= {position} order by s.last limit 1), (select key from log.event_key where position = {position}), data::text from log.mt_events where seq_id = {position}");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);
        return (reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.GetString(2));
    }

    private async Task<Verification> VerifyAsync()
    {
        await using var database = StoreRegistration.DataSource(server.ConnectionString);
        return await LogVerification.ContinueAsync(database, Verification.Nothing, Cancel);
    }

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
