using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>
/// The claims of each expulsion, by number. The first say what the lists show; the rest agree, differ, deny, attribute to others
/// and comment. A claim's source is registered no later than its expulsion.
/// </summary>
internal sealed class Claims(Scale scale, Sources sources, Expulsions expulsions)
{
    private static readonly string[] Others = ["headcount", "headcount", "announcedOn", "measure", "status", "status", "publicity", "statedReason", "commentary", "partOf", "inResponseTo", "timeAllowed"];

    /// <summary>Whether the claim is recorded a wave after its expulsion.</summary>
    public bool IsLate(int expulsion, int claim) =>
        claim >= Scale.FewestClaims && scale.WaveOf(expulsion) < Scale.Waves - 1 && new Draw(scale.Seed, Subject.Claim, expulsion, ~claim).Percent(25);

    public Guid IdOf(int expulsion, int claim) => Assert(expulsion, claim).ClaimId;

    public AssertClaim Assert(int expulsion, int claim)
    {
        var draw = new Draw(scale.Seed, Subject.Claim, expulsion, claim);
        var about = expulsions[expulsion];
        var property = PropertyOf(about, claim, ref draw);
        var stance = StanceOf(claim, ref draw);
        var value = stance == Stance.DeclinesComment ? null : ValueOf(about, property, ref draw);
        var source = SourceOf(expulsion, ref draw);
        return new(
            about.Id, $"Expulsion.{property}", value, stance, Sources.IdOf(source), draw.Percent(10) ? [[Sources.IdOf(Attributed(source, ref draw))]] : [],
            EdtfDate.Parse($"{about.Day.AddDays(draw.Below(6)):yyyy-MM-dd}"), null,
            // The number makes each claim one of its own.
            new($"{(draw.Percent(50) ? "According to the ministry, the" : "The")} diplomats had to leave within {claim + 1} hours", $"On {about.Day:d MMMM} "));
    }

    private static string PropertyOf(Expulsion about, int claim, ref Draw draw)
    {
        var property = claim switch
        {
            0 => "expellingParty",
            1 => "sendingParty",
            2 => "headcount",
            3 => "announcedOn",
            4 => "measure",
            _ => draw.Of(Others),
        };
        return property == "inResponseTo" && about.Answers is null ? "statedReason" : property;
    }

    private static Stance StanceOf(int claim, ref Draw draw) => claim < 5 ? Stance.Reports : draw.Below(100) switch
    {
        < 72 => Stance.Reports,
        < 84 => Stance.Asserts,
        < 90 => Stance.Confirms,
        < 94 => Stance.Denies,
        < 97 => Stance.Speculates,
        _ => Stance.DeclinesComment,
    };

    private static Value ValueOf(Expulsion about, string property, ref Draw draw)
    {
        var differs = draw.Percent(15);
        return property switch
        {
            "expellingParty" => new EntityValue(Countries.IdOf(about.Expelling)),
            "sendingParty" => new EntityValue(Countries.IdOf(about.Sending)),
            "headcount" => new HeadcountValue(differs ? Headcount.Between(Math.Max(1, about.Headcount - 1), draw.Percent(50) ? null : about.Headcount + 1) : Headcount.Exactly(about.Headcount)),
            "announcedOn" => new DateValue(EdtfDate.Parse(differs ? $"{about.Day:yyyy-MM}" : $"{about.Day:yyyy-MM-dd}")),
            "measure" => new TermValue(differs ? "ASKED_TO_LEAVE" : about.Measure),
            "status" => new TermValue(differs ? "ANNOUNCED" : about.Status),
            "publicity" => new TermValue(about.IsSecret ? "SECRET" : "PUBLIC"),
            "partOf" => new EntityValue(differs && about.Number > 3 ? Expulsions.IdOf(about.Number - 2) : Expulsions.EpisodeOf(about.Number)),
            "inResponseTo" => new EntityValue(Expulsions.IdOf(about.Answers!.Value)),
            "timeAllowed" => new TextValue(differs ? "a week" : "72 hours"),
            _ => new TextValue($"Activities incompatible with their status, variant {draw.Below(4)}", "en"),
        };
    }

    /// <summary>Mostly one that reports on it; for an expulsion with many claims, also those that report on the ones before it.</summary>
    private int SourceOf(int expulsion, ref Draw draw)
    {
        if (draw.Percent(6)) return draw.Below(sources.Common);
        var end = sources.FirstOf(expulsion + 1);
        return Math.Max(sources.Common, end - 1 - draw.Below(2 + (scale.ClaimsOf(expulsion) / 4)));
    }

    private int Attributed(int source, ref Draw draw)
    {
        var other = draw.Skewed(sources.Common);
        return other == source ? (other + 1) % sources.Common : other;
    }
}
