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
    private const int Sources = 6;

    /// <summary>The last ones are natural persons.</summary>
    private const int Informants = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(18)]
    public async Task What_is_erased_is_gone_and_the_read_model_is_what_a_rebuild_gives(int seed)
    {
        var random = new Random(seed);
        var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await Record(server, [.. Enumerable.Range(0, Sources).Select(i => new RegisterSource($"s{i}", Description(i))), .. Enumerable.Range(0, Persons).Select(i => new RegisterEntity(EntityKind.Person, $"p{i}", Word(i)))]);
        var merges = 0;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++) merges += (await Record(server, [Command(random)])).Changes.Count(c => c.Kind == "entity_merged.v1");
            var eraser = server.Services.GetRequiredService<Eraser>();
            var end = (await eraser.EraseAsync(new("Root"), new(Person(random.Next(Persons)), null, "Asked for.", []), null, Cancel)).Position;
            // And with whatever else, as if it told of them.
            long[] further = [.. Enumerable.Range(0, 8).Select(_ => random.NextInt64(1, Math.Max(end, Sources + Persons))).Distinct()];
            Assert.Empty((await eraser.EraseAsync(new("Root"), new(null, Identifiers.Source($"s{Sources - 1 - random.Next(Informants)}"), "Asked for.", further), null, Cancel)).Refusals);
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
        var erased = await TokenSearch.ListAsync(database, "select distinct coalesce(data ->> 'entityId', data ->> 'sourceId') from log.mt_events where type = 'subject_erased.v1'", Cancel);
        Assert.NotEmpty(erased);
        await database.CreateCommand("analyze").ExecuteNonQueryAsync(Cancel);
        foreach (var person in Enumerable.Range(0, Persons))
        {
            if (erased.Contains(Person(person).ToString("D"))) Assert.Empty(await FoundAsync(server, Word(person)));
        }

        foreach (var source in Enumerable.Range(Sources - Informants, Informants))
        {
            if (erased.Contains(Identifiers.Source($"s{source}").ToString("D"))) Assert.Empty(await FoundAsync(server, Spoken(source)));
        }
    }

    /// <summary>Some tables end up empty here: only from version 18 on can what PostgreSQL noted of them be cleared.</summary>
    private static async Task<IEnumerable<string>> FoundAsync(RunningServer server, string word)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var clears = (await TokenSearch.ListAsync(database, "select (current_setting('server_version_num')::int >= 180000)::text", Cancel))[0] == "true";
        return (await TokenSearch.InTablesAsync(server.ConnectionString, word, Cancel)).Where(t => clears || !t.StartsWith("pg_stats", StringComparison.Ordinal));
    }

    // Every text that tells of a person has the person's word, and of nobody else's but of those that are judged with it.
    private static object Command(Random random)
    {
        var (person, other) = (random.Next(Persons), random.Next(Persons));
        var (source, cited) = (random.Next(Sources), random.Next(Sources));
        return random.Next(16) switch
        {
            < 5 => Said(random, person),
            5 => new RelabelEntity(Person(person), $"{Word(person)} {random.Next(5)}", null),
            6 => new JudgeIdentity(Person(person), Person(other), (IdentityVerdict)random.Next(1, 4), $"{Word(person)} and {Word(other)}"),
            < 10 => new MergeEntities(Person(person), Person(other), $"{Word(person)} and {Word(other)}"),
            10 => new UnmergeEntities(Person(person), $"Not {Word(person)}"),
            11 or 12 => new CiteSource(Identifiers.Source($"s{source}"), Identifiers.Source($"s{cited}"), CitationManner.Quotes, false, $"{Spoken(source)} of {Spoken(cited)}"),
            13 => new JudgeIndependence(Identifiers.Source($"s{source}"), Identifiers.Source($"s{cited}"), (IndependenceVerdict)random.Next(1, 3), $"{Spoken(source)} and {Spoken(cited)}"),
            14 => random.Next(2) == 0 ? new GradeSource(Identifiers.Source($"s{source}"), (Reliability)random.Next(1, 7), Spoken(source)) : new DescribeSource(Identifiers.Source($"s{source}"), Description(source)),
            _ => new GradeClaim(Said(random, person).ClaimId, (Credibility)random.Next(1, 7), $"Of {Word(person)}"),
        };
    }

    private static AssertClaim Said(Random random, int person) => random.Next(3) switch
    {
        0 => new(Person(person), "Person.exposedBy", new EntityValue(Person(random.Next(Persons))), Stance.Asserts, Source(random), []),
        1 => new(Person(person), "Person.occupation", new TextValue($"{Word(person)} works {random.Next(2)}"), Stance.Asserts, Source(random), [], Quotation: new(Word(person), null, null)),
        _ => new(Person(person), "Person.name", new TextValue($"{Word(person)} {random.Next(2)}"), (Stance)random.Next(1, 4), Source(random), [], Note: Word(person)),
    };

    private static SourceDescription Description(int source) => new(source < Sources - Informants ? SourceKind.Outlet : SourceKind.Informant, $"Called {Spoken(source)}");

    private static string Spoken(int source) => $"zqspoken{(char)('a' + source)}";

    private static string Word(int person) => $"zqword{(char)('a' + person)}";

    private static Guid Person(int number) => Identifiers.Entity(EntityKind.Person, $"p{number}");

    private static Guid Source(Random random) => Identifiers.Source($"s{random.Next(Sources)}");

    private static Task<RecordingResult> Record(RunningServer server, IReadOnlyList<object> commands) =>
        server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
}
