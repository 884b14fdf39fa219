using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>Collects expulsions and what one paper says of them, to be recorded in that order.</summary>
internal sealed class Facts
{
    private readonly List<Step> steps = [];

    public Facts Paper(params string[] keys) => Each(keys, key => new RegisterSource(key, new(SourceKind.Article, $"The {key}")));

    public Facts Countries(params string[] codes) => Each(codes, code => new RegisterEntity(EntityKind.Country, code, code));

    public Facts Organisations(params string[] keys) => Each(keys, key => new RegisterEntity(EntityKind.Organisation, key, key));

    public Facts Episodes(params string[] keys) => Each(keys, key => new RegisterEntity(EntityKind.Episode, key, key));

    public Facts Register(params string[] expulsions) => Each(expulsions, key => new RegisterEntity(EntityKind.Expulsion, key, key));

    /// <param name="expulsion">Registered before.</param>
    /// <param name="parties">Who expels and whose staff, e.g. <c>FR-RU</c>; null when it is not known.</param>
    /// <param name="number">In words; null for none.</param>
    /// <param name="on">An EDTF date; null for none.</param>
    /// <param name="partOf">Keys with their kind, or keys of expulsions.</param>
    public Facts Tell(string expulsion, string? parties, string? number, string? on = null, string[]? partOf = null, string? answers = null, string? status = null)
    {
        if (parties?.Split('-') is [var by, var of])
        {
            if (by.Length > 0) Say(expulsion, "expellingParty", Party(by));
            if (of.Length > 0) Say(expulsion, "sendingParty", Party(of));
        }

        if (number is not null) Say(expulsion, "headcount", Number(number));
        if (on is not null) Say(expulsion, "announcedOn", new DateValue(EdtfDate.Parse(on)));
        foreach (var whole in partOf ?? []) Say(expulsion, "partOf", Entity(whole));
        if (answers is not null) Say(expulsion, "inResponseTo", Entity(answers));
        if (status is not null) Say(expulsion, "status", new TermValue(status));
        return this;
    }

    public Facts Say(string expulsion, string field, Value value, string source = "paper") => Claim(EntityKind.Expulsion, expulsion, field, value, source);

    public Facts SayOfEpisode(string episode, string field, Value value, string source = "paper") => Claim(EntityKind.Episode, episode, field, value, source);

    /// <summary>Records what was collected, and begins anew.</summary>
    public async Task RecordAsync(Recorder recorder)
    {
        var result = await recorder.RecordAsync(new("tests"), steps, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(result.Refusals);
        steps.Clear();
    }

    public static HeadcountValue Number(string words) =>
        Headcount.TryParse(words, out var number, out var error) ? new(number) : throw new ArgumentException(error, nameof(words));

    public static EntityValue Entity(string key) => key.Split(':') switch
    {
        [var kind, var rest] => new(Identifiers.Entity(Enum.Parse<EntityKind>(kind, ignoreCase: true), rest)),
        _ => new(Identifiers.Entity(EntityKind.Expulsion, key)),
    };

    public static EntityValue Party(string key) => new(Identifiers.Entity(key.Length == 2 && char.IsUpper(key[0]) ? EntityKind.Country : EntityKind.Organisation, key));

    private Facts Claim(EntityKind kind, string key, string field, Value value, string source)
    {
        steps.Add(new(new AssertClaim(Identifiers.Entity(kind, key), $"{kind}.{field}", value, Stance.Asserts, Identifiers.Source(source), [])));
        return this;
    }

    private Facts Each(IEnumerable<string> keys, Func<string, object> command)
    {
        steps.AddRange(keys.Select(k => new Step(command(k))));
        return this;
    }
}
