using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Tests.Store;

/// <summary>Records random requests about few sources and few expulsions, so that they meet: many are refused, and rightly.</summary>
internal static class RandomHistory
{
    private const int Sources = 12;
    private const int Expulsions = 4;

    /// <param name="recorder">Records them.</param>
    /// <param name="random">Decides what.</param>
    /// <param name="requests">So many.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="afterEach">Called after each request that recorded something.</param>
    /// <returns>How many events were recorded.</returns>
    public static async Task<int> RecordAsync(
        Recorder recorder, Random random, int requests, CancellationToken cancellation, Func<Task>? afterEach = null)
    {
        var events = 0;
        var setting = new List<Step> { new(new RegisterEntity(EntityKind.Country, "FR", "France")), new(new RegisterEntity(EntityKind.Country, "RU", "Russia")), new(new RegisterEntity(EntityKind.Country, "SUHH", "Soviet Union")), new(new RegisterEntity(EntityKind.Country, "CSHH", "Czechoslovakia")) };
        setting.AddRange(Enumerable.Range(0, Expulsions).Select(i => new Step(new RegisterEntity(EntityKind.Expulsion, $"x{i}", $"Expulsion {i}"))));
        setting.AddRange(Enumerable.Range(0, Sources).Select(i => new Step(new RegisterSource($"s{i}", Description(random)))));
        events += (await recorder.RecordAsync(new("tests"), setting, cancellation: cancellation)).Changes.Count;
        var claims = new List<Guid>();
        for (var i = 0; i < requests; i++)
        {
            var steps = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Step(Command(random, claims))).ToList();
            var result = await recorder.RecordAsync(new("tests"), steps, cancellation: cancellation);
            events += result.Changes.Count;
            if (afterEach is not null && result.Changes.Count > 0) await afterEach();
            claims.AddRange(steps.Select(s => s.Command).OfType<AssertClaim>().Select(c => c.ClaimId));
        }

        return events;
    }

    private static object Command(Random random, List<Guid> claims) => random.Next(claims.Count == 0 ? 12 : 24) switch
    {
        < 4 => Claim(random),
        4 or 5 => Snapshot(random),
        < 8 => new CiteSource(Source(random), Source(random), CitationManner.Paraphrases, false, null),
        8 => new RemoveCitation(Source(random), Source(random), "No longer there."),
        9 => new GradeSource(Source(random), (Reliability)random.Next(1, 7), "Looked at."),
        10 => new JudgeIndependence(Source(random), Source(random), (IndependenceVerdict)random.Next(1, 3), "Looked at."),
        11 => random.Next(4) == 0 ? new RetractSource(Source(random), "Taken back.", null) : new DescribeSource(Source(random), Description(random)),
        < 14 => Claim(random),
        14 => new GradeClaim(Pick(random, claims), (Credibility)random.Next(1, 7), "Looked at."),
        15 => new RankClaim(Pick(random, claims), (Rank)random.Next(1, 4), "Looked at."),
        16 => new RetractClaim(Pick(random, claims), "Taken back.", null),
        17 => new WithdrawClaim(Pick(random, claims), "Wrong.", random.Next(2) == 0 ? null : Pick(random, claims)),
        < 20 => Merge(random),
        20 => new UnmergeEntities(Merge(random).EntityId, "Another one."),
        21 => Judgement(random),
        22 => new RelabelEntity(Expulsion(random), $"Label {random.Next(5)}", null),
        _ => Claim(random),
    };

    /// <summary>Of any two of one kind, whatever they were merged into before.</summary>
    public static MergeEntities Merge(Random random)
    {
        Guid[] entities = [.. Mergeable[random.Next(2)]];
        random.Shuffle(entities);
        return new(entities[0], entities[1], "Looks the same.");
    }

    /// <summary>Entities that may be merged with each other.</summary>
    public static IReadOnlyList<IReadOnlyList<Guid>> Mergeable { get; } = [[.. Enumerable.Range(0, Expulsions).Select(Expulsion)], [.. Names]];

    private static JudgeIdentity Judgement(Random random)
    {
        var pair = Merge(random);
        return new(pair.EntityId, pair.SurvivorId, (IdentityVerdict)random.Next(1, 4), "Looked at.");
    }

    private static AssertClaim Claim(Random random)
    {
        var (property, value) = random.Next(6) switch
        {
            0 => ("Expulsion.headcount", (Value)new HeadcountValue(Headcount.Exactly(random.Next(1, 4)))),
            1 => ("Expulsion.announcedOn", new DateValue(EdtfDate.Parse($"2021-0{random.Next(1, 4)}"))),
            2 => ("Expulsion.commentary", new TextValue($"Comment {random.Next(3)}")),
            3 => ("Expulsion.inResponseTo", new EntityValue(Expulsion(random))),
            4 => ("Expulsion.partOf", new EntityValue(Expulsion(random))),
            _ => ("Expulsion.expellingParty", new EntityValue(Country(random))),
        };
        var stance = (Stance)random.Next(1, 7);
        var source = Source(random);
        var chain = Enumerable.Range(0, random.Next(0, 3)).Select(_ => Source(random)).Where(s => s != source).Distinct().ToList();
        return new(
            Expulsion(random), property, stance.Supports() || random.Next(2) == 0 ? value : null, stance, source, chain.Count == 0 ? [] : [chain],
            random.Next(2) == 0 ? EdtfDate.Parse($"2021-03-0{random.Next(1, 9)}") : null,
            random.Next(5) == 0 ? EdtfDate.Parse($"20{random.Next(18, 22)}/20{random.Next(22, 25)}") : null,
            random.Next(3) == 0 ? null : new Quotation(Words(random), random.Next(2) == 0 ? null : "left. "),
            random.Next(6) == 0 ? Source(random) : null);
    }

    /// <summary>A few sentences of few words: the quotations of claims are in some of them, at some places.</summary>
    private static TakeSnapshot Snapshot(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{Words(random)}{(random.Next(2) == 0 ? ". " : ".<p>")}"));
        return TakeSnapshot.OfText(
            Source(random), text, random.Next(2) == 0 ? "text/html" : "text/plain", new DateTimeOffset(2021, 1, random.Next(1, 29), 0, 0, 0, TimeSpan.Zero));
    }

    private static string Words(Random random) => (random.Next(4)) switch
    {
        0 => "They “must  leave” today",
        1 => "They \"must leave\" today",
        2 => "Nobody left",
        _ => "No\u00ADbody left",
    };

    private static SourceDescription Description(Random random) => new(
        (SourceKind)random.Next(1, 10), $"Title {random.Next(4)}", PublishedOn: random.Next(2) == 0 ? EdtfDate.Parse($"2021-0{random.Next(1, 9)}") : null,
        IsOriginalReporting: random.Next(4) == 0);

    private static Guid Source(Random random) => Identifiers.Source($"s{random.Next(Sources)}");

    private static Guid Expulsion(Random random) => Expulsion(random.Next(Expulsions));

    private static Guid Expulsion(int number) => Identifiers.Entity(EntityKind.Expulsion, $"x{number}");

    private static Guid Country(Random random) => Identifiers.Entity(EntityKind.Country, new[] { "FR", "RU", "SUHH" }[random.Next(3)]);

    /// <summary>Countries that may be merged. France is not: it is asked about beside Russia, and a country has no relation to itself.</summary>
    private static IEnumerable<Guid> Names => new[] { "RU", "SUHH", "CSHH" }.Select(code => Identifiers.Entity(EntityKind.Country, code));

    private static Guid Pick(Random random, List<Guid> claims) => claims[random.Next(claims.Count)];
}
