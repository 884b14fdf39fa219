using System.Diagnostics;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>A server with little patience and few places.</summary>
public sealed class ImpatientServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override string[] Settings =>
    [
        "--KnowledgeBase:Limits:QuerySeconds=2", "--KnowledgeBase:Limits:MutationSeconds=2",
        "--KnowledgeBase:Limits:ConcurrentOperations=1", "--KnowledgeBase:Limits:WaitingOperations=1",
    ];
}

/// <summary>One that leaves it to PostgreSQL to end a statement.</summary>
public sealed class PatientServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override string[] Settings => ["--KnowledgeBase:Limits:QuerySeconds=60", "--KnowledgeBase:Limits:StatementSeconds=1"];
}

/// <summary>Nothing runs for long: statements wait here for a table that somebody else holds.</summary>
public sealed class TimeLimitTests(ImpatientServer server, PatientServer patient) : IClassFixture<ImpatientServer>, IClassFixture<PatientServer>
{
    private const string Query = "{ countries { totalCount nodes { id } } }";
    private const string Mutation = """mutation { registerPerson(input: { key: "late", label: "Late" }) { person { id } } }""";

    [Fact]
    public async Task A_query_ends_in_time_and_so_does_its_statement()
    {
        await using var held = await HeldTable.TakeAsync(server, "model.entity");
        await server.Post(new { query = Query }).MustBeRefused(503, "EXECUTION_TIMEOUT", "QuerySeconds");
        await held.MustBeAlone(within: TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_query_ends_when_its_client_goes_away()
    {
        await using var held = await HeldTable.TakeAsync(server, "model.entity");
        using var gone = new CancellationTokenSource();
        var sent = server.Http.PostAsync("/graphql", System.Net.Http.Json.JsonContent.Create(new { query = Query }), gone.Token);
        await held.MustHaveCompany(within: TimeSpan.FromSeconds(2));
        var watch = Stopwatch.StartNew();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        await held.MustBeAlone(within: TimeSpan.FromSeconds(1.5));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), "the time limit ended it, not the client");
    }

    [Fact]
    public async Task A_mutation_ends_in_time_and_says_that_it_may_be_recorded()
    {
        await using (var held = await HeldTable.TakeAsync(server, "log.mt_events"))
        {
            var answer = await server.Post(new { query = Mutation }).MustBeRefused(503, "EXECUTION_TIMEOUT", "MutationSeconds");
            Assert.Contains("may be recorded", (string)answer["errors"]![0]!["message"]!, StringComparison.Ordinal);
        }

        await server.Post(new { query = Mutation }).MustPass();
    }

    [Fact]
    public async Task PostgreSQL_ends_a_statement_by_itself()
    {
        await using var held = await HeldTable.TakeAsync(patient, "model.entity");
        using var answer = await patient.Post(new { query = Query });
        var error = (await answer.Json())["errors"]![0]!;
        Assert.Equal((503, "EXECUTION_TIMEOUT"), ((int)answer.StatusCode, (string)error["extensions"]!["code"]!));
        await held.MustBeAlone(within: TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task When_all_places_are_taken_others_are_told_to_come_back()
    {
        await using var held = await HeldTable.TakeAsync(server, "model.entity");
        var first = server.Post(new { query = Query });
        await held.MustHaveCompany(within: TimeSpan.FromSeconds(2));
        var second = server.Post(new { query = "{ __typename }" });
        await Task.Delay(200, TestContext.Current.CancellationToken);
        using (var third = await server.Post(new { query = "{ __typename }" }))
        {
            Assert.Equal((503, "5"), ((int)third.StatusCode, third.Headers.RetryAfter!.ToString()));
            Assert.Equal("TOO_MANY_OPERATIONS", (string)(await third.Json())["errors"]![0]!["extensions"]!["code"]!);
        }

        await first.MustBeRefused(503, "EXECUTION_TIMEOUT", "QuerySeconds");
        await second.MustPass();
    }

    private sealed class HeldTable(NpgsqlDataSource database, NpgsqlConnection holder, string table) : IAsyncDisposable
    {
        public static async Task<HeldTable> TakeAsync(RunningServer server, string table)
        {
            var database = NpgsqlDataSource.Create(server.ConnectionString);
            var holder = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var take = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", holder);
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return new(database, holder, table);
        }

        public Task MustBeAlone(TimeSpan within) => Wait(waiting => waiting == 0, within, "a statement still waits");

        public Task MustHaveCompany(TimeSpan within) => Wait(waiting => waiting > 0, within + TimeSpan.FromSeconds(10), "no statement waits");

        public async ValueTask DisposeAsync()
        {
            await holder.DisposeAsync();
            await database.DisposeAsync();
        }

        private async Task Wait(Func<long, bool> condition, TimeSpan within, string otherwise)
        {
            var watch = Stopwatch.StartNew();
            while (true)
            {
                await using var command = database.CreateCommand(
                    $"select count(*) from pg_locks l where l.relation = '{table}'::regclass and not l.granted and l.database = (select oid from pg_database where datname = current_database())");
                if (condition((long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)) return;
                Assert.True(watch.Elapsed < within, otherwise);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}
