using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Store.Lenses;

/// <summary>From where somebody wants to look.</summary>
/// <param name="KnownAt">As we knew it at this instant; null for now.</param>
/// <param name="Position">The same as a position in the log; goes before the instant.</param>
/// <param name="ValidAt">As it was in the world at this date; null for any time.</param>
/// <param name="WithoutSources">As if these sources, and all that rests on them only, did not exist.</param>
public sealed record LensRequest(
    DateTimeOffset? KnownAt = null, long? Position = null, EdtfDate? ValidAt = null, IReadOnlyList<Guid>? WithoutSources = null)
{
    /// <summary>Most sources that one lens can leave out by name.</summary>
    public const int MostSources = 50;

    /// <summary>What would open the lens again.</summary>
    public static LensRequest Of(Reading.Lens lens) => new(
        Position: lens.IsKnownAt ? lens.At : null, ValidAt: lens.View?.ValidAt, WithoutSources: lens.View?.WithoutSources);

    /// <summary>The named sources once each, in the order of their ids.</summary>
    internal Guid[] Without => [.. (WithoutSources ?? []).Distinct().Order()];

    internal bool NeedsView => ValidAt is not null || WithoutSources is { Count: > 0 };
}
