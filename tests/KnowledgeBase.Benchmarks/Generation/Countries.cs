using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>The states of the base, those that expel and are expelled most first.</summary>
internal static class Countries
{
    public static IReadOnlyList<string> Codes { get; } =
    [
        "RU", "US", "GB", "FR", "DE", "PL", "CZ", "UA", "IT", "ES", "NL", "BE", "SE", "NO", "DK", "FI", "EE", "LV", "LT", "RO", "BG", "GR", "AT", "CA",
        "CN", "IN", "PK", "IR", "IL", "TR", "SA", "QA", "VE", "CO", "EC", "BO", "MX", "JP", "AU", "ZA",
    ];

    public static Guid IdOf(int country) => Identifiers.Entity(EntityKind.Country, Codes[country]);

    public static IEnumerable<RegisterEntity> Register() => Codes.Select(code => new RegisterEntity(EntityKind.Country, code, $"State {code}"));
}
