using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

public sealed class RecorderTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly Author Me = new("me", "request-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_wrote_reads_what_he_wrote()
    {
        for (var i = 0; i < 20; i++)
        {
            var command = new RegisterEntity(EntityKind.Organisation, $"read-own-{i}", $"Organisation {i}");
            await Record(command);
            Assert.Equal(1L, await Scalar("select count(*) from model.entity where id = $1", command.EntityId));
        }
    }

    [Fact]
    public async Task Later_steps_of_a_request_see_earlier_ones()
    {
        var result = await Record(
            new RegisterEntity(EntityKind.Expulsion, "steps", "Steps"), new RegisterSource("steps", new(SourceKind.Article, "Steps")), Headcount("steps", 3));
        Assert.Equal(3, result.Changes.Count);
        Assert.Equal(["expulsion_registered.v1", "source_registered.v1", "claim_asserted.v1"], result.Changes.Select(c => c.Kind));
    }

    [Fact]
    public async Task A_request_with_one_bad_step_records_nothing_and_names_the_place()
    {
        var good = new RegisterEntity(EntityKind.Organisation, "all-or-nothing", "Good");
        var result = await server.Recorder.RecordAsync(
            Me, [new(good, "steps.0"), new(new RegisterEntity(EntityKind.Country, "XX", "Nowhere"), "steps.1")], cancellation: Cancel);
        var refusal = Assert.Single(result.Refusals);
        Assert.Equal((RefusalCodes.UnknownCountryCode, "steps.1.code"), (refusal.Code, refusal.Path));
        Assert.Equal(0L, await Scalar("select count(*) from log.mt_events where stream_id = $1", good.EntityId));
    }

    [Fact]
    public async Task Recording_the_same_twice_records_it_once()
    {
        var command = new RegisterEntity(EntityKind.Organisation, "twice", "Twice");
        Assert.Single((await Record(command)).Changes);
        Assert.Empty((await Record(command)).Changes);
    }

    [Fact]
    public async Task The_same_key_sent_in_parallel_has_one_effect_and_one_answer()
    {
        var command = new RegisterEntity(EntityKind.Organisation, "parallel", "Parallel");
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Recorder.RecordAsync(Me, [new(command)], new("key-1", "a"), Cancel)));
        Assert.Single(results.Select(r => string.Join(',', r.Changes)).Distinct());
        Assert.Equal(19, results.Count(r => r.WasReplayed));
        Assert.Equal(1L, await Scalar("select count(*) from log.mt_events where stream_id = $1", command.EntityId));
    }

    [Fact]
    public async Task A_key_with_another_input_is_refused_and_another_actors_key_is_another_key()
    {
        var first = new RegisterEntity(EntityKind.Organisation, "key-first", "First");
        await server.Recorder.RecordAsync(Me, [new(first)], new("key-2", "a"), Cancel);
        var other = await server.Recorder.RecordAsync(Me, [new(first)], new("key-2", "b"), Cancel);
        Assert.Equal(RefusalCodes.IdempotencyConflict, Assert.Single(other.Refusals).Code);
        var somebodyElse = await server.Recorder.RecordAsync(new("you"), [new(first)], new("key-2", "b"), Cancel);
        Assert.False(somebodyElse.IsRefused || somebodyElse.WasReplayed);
    }

    [Fact]
    public async Task A_stale_expected_version_is_a_conflict()
    {
        var register = new RegisterEntity(EntityKind.Organisation, "versions", "One");
        await Record(register);
        await Record(new RelabelEntity(register.EntityId, "Two", null));
        var stale = await server.Recorder.RecordAsync(Me, [new(new RelabelEntity(register.EntityId, "Three", null), "", ExpectedVersion: 1)], cancellation: Cancel);
        Assert.Equal((RefusalCodes.Conflict, "expectedVersion"), (stale.Refusals[0].Code, stale.Refusals[0].Path));
    }

    [Fact]
    public async Task Of_many_writers_with_one_expected_version_exactly_one_wins()
    {
        var register = new RegisterEntity(EntityKind.Organisation, "race", "Start");
        await Record(register);
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            server.Recorder.RecordAsync(Me, [new(new RelabelEntity(register.EntityId, $"Winner {i}", null), "", ExpectedVersion: 1)], cancellation: Cancel)));
        Assert.Single(results, r => !r.IsRefused);
    }

    [Fact]
    public async Task The_log_has_no_gaps_and_its_time_never_runs_backwards()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Record(new RegisterEntity(EntityKind.Organisation, $"gap-{i}", "Gap"))));
        Assert.Equal(0L, await Scalar("select count(*) from (select seq_id - lag(seq_id) over (order by seq_id) step from log.mt_events) s where step <> 1"));
        Assert.Equal(0L, await Scalar(
            """
            select count(*) from (
                select timestamp < lag(timestamp) over (order by seq_id) as backwards from log.mt_events) t
            where backwards
            """));
    }

    [Fact]
    public async Task Events_say_who_recorded_them_in_which_request_and_import()
    {
        var import = Guid.NewGuid();
        var command = new RegisterEntity(EntityKind.Organisation, "metadata", "Metadata");
        await server.Recorder.RecordAsync(new("alice", "request-7", "cause-1", import), [new(command)], cancellation: Cancel);
        Assert.Equal("alice request-7 cause-1 " + import, await Scalar(
            "select user_name || ' ' || correlation_id || ' ' || causation_id || ' ' || (headers ->> 'import') from log.mt_events where stream_id = $1",
            command.EntityId));
    }

    private static AssertClaim Headcount(string key, int count) => new(
        Identifiers.Entity(EntityKind.Expulsion, key), "Expulsion.headcount", new HeadcountValue(Domain.Expulsions.Headcount.Exactly(count)), Stance.Asserts,
        Identifiers.Source(key), []);

    private async Task<RecordingResult> Record(params object[] commands)
    {
        var result = await server.Recorder.RecordAsync(Me, [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        return result;
    }

    private async Task<object?> Scalar(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync(Cancel);
    }
}
