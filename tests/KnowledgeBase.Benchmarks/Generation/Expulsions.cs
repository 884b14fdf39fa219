using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>What is true of an expulsion; what its sources say is near it.</summary>
/// <param name="Day">When it was announced.</param>
/// <param name="Answers">Number of the expulsion that it answers; null when it answers none.</param>
internal sealed record Expulsion(int Number, int Expelling, int Sending, DateOnly Day, int Headcount, string Measure, string Status, bool IsSecret, int? Answers)
{
    public Guid Id => Expulsions.IdOf(Number);
}

/// <summary>The expulsions and the episodes that they belong to, by number.</summary>
internal sealed class Expulsions(Scale scale)
{
    public const int PerEpisode = 400;

    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly string[] Measures = ["PERSONA_NON_GRATA", "PERSONA_NON_GRATA", "ASKED_TO_LEAVE", "RECALLED", "ACCREDITATION_REVOKED", "PRESENTED_AS_ROTATION"];
    private static readonly string[] Statuses = ["EXECUTED", "EXECUTED", "EXECUTED", "ANNOUNCED", "ANNOUNCED", "PROPOSED", "REJECTED"];

    public static Guid IdOf(int number) => Identifiers.Entity(EntityKind.Expulsion, KeyOf(number));

    public static Guid EpisodeOf(int number) => Identifiers.Entity(EntityKind.Episode, EpisodeKey(number / PerEpisode));

    public Expulsion this[int number]
    {
        get
        {
            var draw = new Draw(scale.Seed, Subject.Expulsion, number);
            var expelling = draw.Skewed(Countries.Codes.Count);
            var sending = (expelling + 1 + draw.Skewed(Countries.Codes.Count - 1)) % Countries.Codes.Count;
            return new(
                number, expelling, sending, Earliest.AddDays(draw.Below(12_700)), 1 + draw.Skewed(60), draw.Of(Measures), draw.Of(Statuses),
                draw.Percent(10), number > 0 && draw.Percent(20) ? number - 1 : null);
        }
    }

    public static RegisterEntity Register(int number) => new(EntityKind.Expulsion, KeyOf(number), $"Expulsion {number}");

    public IEnumerable<RegisterEntity> RegisterEpisodes() => Enumerable.Range(0, (scale.Expulsions / PerEpisode) + 1)
        .Select(i => new RegisterEntity(EntityKind.Episode, EpisodeKey(i), $"Wave {i}"));

    private static string KeyOf(int number) => FormattableString.Invariant($"x{number}");

    private static string EpisodeKey(int number) => FormattableString.Invariant($"wave-{number}");
}
