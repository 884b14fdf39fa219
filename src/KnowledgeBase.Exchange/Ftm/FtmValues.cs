using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>The value of a statement as a value here, with what it names; or why it does not fit.</summary>
internal sealed record FtmValue(Value? Value, IReadOnlyList<object> Registers, string WhyNot = "")
{
    public static FtmValue Read(FtmStatement statement, FtmRule rule)
    {
        var property = PropertyRegistry.Get(rule.Property);
        switch (rule.Target)
        {
            case FtmTarget.Date:
                // What the base itself wrote has the date as it was given beside it.
                if (statement.OriginalValue is { } original && EdtfDate.TryParse(original, out var given, out _) && FtmDates.Prefix(given) == statement.Value) return Of(new DateValue(given));
                return EdtfDate.TryParse(statement.Value, out var date, out var error) ? Of(new DateValue(date)) : No(error.Message);
            case FtmTarget.CountryCode:
                var code = statement.Value.ToUpperInvariant();
                if (!CountryCodes.IsKnown(code)) return No("It is no code of ISO 3166.");
                var country = new RegisterEntity(EntityKind.Country, code, code) { KeepsExisting = true };
                return new(new EntityValue(country.EntityId), [country]);
            case FtmTarget.Thing:
                return Thing(statement.Value, property);
            default:
                if (statement.Value.Length > Limits.Text) return No($"A text has at most {Limits.Text:N0} characters here.");
                var language = FtmNames.Tag(statement.Lang);
                return property.Cardinality == Cardinality.OnePerLanguage && language is null
                    ? No("Names of states and organisations have a language here, and the statement has none.")
                    : Of(new TextValue(statement.Value, language));
        }
    }

    private static FtmValue Thing(string id, Property property)
    {
        // The statement does not say what it names; where only one kind can be meant, or the id says it, it is known.
        var named = FtmNames.Entity(id)?.Kind ?? (property.Targets!.Contains(EntityKind.Organisation) && !property.Targets!.Contains(EntityKind.Person) ? EntityKind.Organisation : null);
        if (named is not { } kind || !property.Targets!.Contains(kind)) return No("The statement does not say what kind of entity it names.");
        var (_, key) = FtmKeys.Entity(id, kind);
        // The label that whoever describes the entity later takes to be a placeholder.
        var register = new RegisterEntity(kind, key, kind != EntityKind.Country && id.Length <= Limits.Label ? id : key) { KeepsExisting = true };
        return new(new EntityValue(register.EntityId), [register]);
    }

    private static FtmValue Of(Value value) => new(value, []);

    private static FtmValue No(string why) => new(null, [], why);
}
