using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Reads a claim's value by the value kind of its property.</summary>
internal static class ValueReader
{
    private const string Field = "value";

    /// <returns>Null when there is none, or when it is wrong.</returns>
    public static Value? Read(RecordFields fields, string propertyName)
    {
        if (fields.Optional(Field) is not { } json) return null;
        // Without the property nobody can say what the value is; that it is unknown, the decider says.
        if (PropertyRegistry.Find(propertyName) is not { } property) return null;
        return (property.ValueKind, json.ValueKind) switch
        {
            (ValueKind.Text, JsonValueKind.String) => new TextValue(json.GetString()!),
            (ValueKind.Text, JsonValueKind.Object) => Text(fields),
            (ValueKind.Entity, JsonValueKind.String) => new EntityValue(References.Entity(fields, json.GetString()!, Field)),
            (ValueKind.Headcount, JsonValueKind.String) => Headcount(fields, json.GetString()!),
            (ValueKind.Headcount, JsonValueKind.Number) => Headcount(fields, json.GetRawText()),
            (ValueKind.Date, JsonValueKind.String) => Date(fields, json.GetString()!),
            (ValueKind.Term, JsonValueKind.String) => new TermValue(json.GetString()!),
            (ValueKind.Number, JsonValueKind.Number) when json.TryGetInt64(out var number) => new NumberValue(number),
            _ => Mismatch(fields, property, json),
        };
    }

    private static TextValue? Text(RecordFields fields)
    {
        var inner = fields.Inner(Field)!;
        var value = new TextValue(inner.Text("text"), inner.OptionalText("language"));
        inner.End();
        fields.Take(inner);
        return inner.IsWrong ? null : value;
    }

    private static HeadcountValue? Headcount(RecordFields fields, string text)
    {
        if (Domain.Expulsions.Headcount.TryParse(text, out var headcount, out var error)) return new(headcount);
        fields.Add(RefusalCodes.HeadcountMalformed, error, Field);
        return null;
    }

    private static DateValue? Date(RecordFields fields, string text)
    {
        if (EdtfDate.TryParse(text, out var date, out var error)) return new(date);
        fields.Add(error.Code, error.Message, Field);
        return null;
    }

    private static Value? Mismatch(RecordFields fields, Property property, JsonElement json)
    {
        fields.Add(RefusalCodes.ValueKindMismatch, $"{property.Name} takes a value of kind {property.ValueKind}, not {RecordFields.Name(json)}.", Field);
        return null;
    }
}
