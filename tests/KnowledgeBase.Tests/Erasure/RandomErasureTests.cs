using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Whatever was recorded, merged and undone: what is erased is gone, and the read model is what a rebuild gives.</summary>
public sealed class RandomErasureTests(PostgresServer postgres)
{
    private const int Persons = 12;
    private const int Sources = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_is_erased_is_gone_and_the_read_model_is_what_a_rebuild_gives(int seed)
    {
        var random = new Random(seed);
        var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await Record(server, [.. Enumerable.Range(0, Sources).Select(i => new RegisterSource($"s{i}", new(SourceKind.Outlet, $"Paper {i}"))), .. Enumerable.Range(0, Persons).Select(i => new RegisterEntity(EntityKind.Person, $"p{i}", Word(i)))]);
        var merges = 0;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++) merges += (await Record(server, [Command(random)])).Changes.Count(c => c.Kind == "entity_merged.v1");
            var erased = await server.Services.GetRequiredService<Eraser>().EraseAsync(new("Root"), new(Person(random.Next(Persons)), null, "Asked for.", []), null, Cancel);
            Assert.Empty(erased.Refusals);
        }

        Assert.True(merges > 5, $"Only {merges} merges.");
        await GoneAsync(server);
        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        foreach (var pageSize in new[] { 1, 7, 5_000 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, Cancel);
            Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
        }
    }

    private static async Task GoneAsync(RunningServer server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var erased = await TokenSearch.ListAsync(database, "select distinct data ->> 'entityId' from log.mt_events where type = 'subject_erased.v1'", Cancel);
        Assert.NotEmpty(erased);
        await database.CreateCommand("analyze").ExecuteNonQueryAsync(Cancel);
        foreach (var person in Enumerable.Range(0, Persons))
        {
            var found = await TokenSearch.InTablesAsync(server.ConnectionString, Word(person), Cancel);
            if (erased.Contains(Person(person).ToString("D"))) Assert.Empty(found);
            else Assert.Contains(found, t => t.StartsWith("log.mt_events", StringComparison.Ordinal));
        }
    }

    // Every text that tells of a person has the person's word, and of nobody else's but of those that are judged with it.
    private static object Command(Random random)
    {
        var (person, other) = (random.Next(Persons), random.Next(Persons));
        return random.Next(12) switch
        {
            < 5 => Said(random, person),
            5 => new RelabelEntity(Person(person), $"{Word(person)} {random.Next(5)}", null),
            6 => new JudgeIdentity(Person(person), Person(other), (IdentityVerdict)random.Next(1, 4), $"{Word(person)} and {Word(other)}"),
            < 10 => new MergeEntities(Person(person), Person(other), $"{Word(person)} and {Word(other)}"),
            10 => new UnmergeEntities(Person(person), $"Not {Word(person)}"),
            _ => new GradeClaim(Said(random, person).ClaimId, (Credibility)random.Next(1, 7), $"Of {Word(person)}"),
        };
    }

    private static AssertClaim Said(Random random, int person) => random.Next(3) switch
    {
        0 => new(Person(person), "Person.exposedBy", new EntityValue(Person(random.Next(Persons))), Stance.Asserts, Source(random), []),
        1 => new(Person(person), "Person.occupation", new TextValue($"{Word(person)} works {random.Next(2)}"), Stance.Asserts, Source(random), [], Quotation: new(Word(person), null, null)),
        _ => new(Person(person), "Person.name", new TextValue($"{Word(person)} {random.Next(2)}"), (Stance)random.Next(1, 4), Source(random), [], Note: Word(person)),
    };

    private static string Word(int person) => $"zqword{(char)('a' + person)}";

    private static Guid Person(int number) => Identifiers.Entity(EntityKind.Person, $"p{number}");

    private static Guid Source(Random random) => Identifiers.Source($"s{random.Next(Sources)}");

    private static Task<RecordingResult> Record(RunningServer server, IReadOnlyList<object> commands) =>
        server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
}
