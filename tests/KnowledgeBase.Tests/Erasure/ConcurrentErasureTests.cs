using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Whoever records or reads while an erasure runs does so wholly before it or wholly after it.</summary>
public sealed class ConcurrentErasureTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Token = "zqconcurrent";
    private readonly ServerWithUsers server = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Guid Person => Identifiers.Entity(EntityKind.Person, "hidden");

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        Assert.Empty((await Record(new RegisterSource("s1", new(SourceKind.Outlet, "A paper")), new RegisterSource("s2", new(SourceKind.Outlet, "Another paper")), new RegisterEntity(EntityKind.Person, "hidden", $"Anna {Token}"))).Refusals);
        foreach (var number in Enumerable.Range(0, 20)) Assert.Empty((await Record(Said(number))).Refusals);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nothing_that_is_recorded_or_read_meanwhile_brings_it_back()
    {
        using var done = new CancellationTokenSource();
        var counts = new int[2];
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() => WriteAsync(w * 10_000, counts, done.Token), Cancel)).ToList();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAsync(done.Token), Cancel)).ToList();
        while (Volatile.Read(ref counts[0]) < 20) await Task.Delay(10, Cancel);

        var answer = await server.AskAs(PersonStory.Admin, "mutation { eraseSubject(input: { entity: \"person:hidden\", reason: \"Asked for.\" }) { changes { kind } errors { __typename } } }");

        answer.Is("""{"data":{"eraseSubject":{"changes":[{"kind":"SUBJECT_ERASED"}],"errors":[]}}}""");
        var refused = Volatile.Read(ref counts[1]);
        while (Volatile.Read(ref counts[1]) < refused + 20) await Task.Delay(10, Cancel);
        await done.CancelAsync();
        await Task.WhenAll([.. writers, .. readers]);

        Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, Token, Cancel));
        await using (var log = NpgsqlDataSource.Create(server.ConnectionString))
        {
            Assert.Equal([$"{20 + counts[0]}"], await TokenSearch.ListAsync(log, "select count(*)::text from log.mt_events where type = 'claim_asserted.v1'", Cancel));
        }

        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
        await using var database = await server.StopAsync();
        var model = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(model, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    private async Task WriteAsync(int from, int[] counts, CancellationToken done)
    {
        for (var number = from + 100; !done.IsCancellationRequested; number++)
        {
            var result = await Record(Said(number));
            Assert.All(result.Refusals, r => Assert.Equal(RefusalCodes.Erased, r.Code));
            Interlocked.Increment(ref counts[result.IsRefused ? 1 : 0]);
        }
    }

    // Through lenses that have facts of their own worked out, too. An answer is from before or from after: never a name without a claim.
    private async Task ReadAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await server.Ask(
                """
                { through(lens: { withoutSources: ["s2"] }) { persons { nodes { label facts { status valueText } claims(first: 5) { nodes { note } } } } }
                  now: persons { nodes { label facts { status valueText supportedBy { totalCount } } } } }
                """).MustBeData();
        }
    }

    private static AssertClaim Said(int number) => new(
        Person, "Person.allegedActivity", new TextValue($"{Token} was seen {number} times"), Stance.Asserts, Identifiers.Source(number % 2 == 0 ? "s1" : "s2"), [], Note: Token);

    private Task<RecordingResult> Record(params object[] commands) => server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
}
