using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Types;

namespace KnowledgeBase.GraphQL.Mutations;

public sealed class ClaimValueInputType : InputObjectGraphType
{
    public ClaimValueInputType()
    {
        Name = "ClaimValueInput";
        Description = "A value: exactly one of these, of the kind that the property takes.";
        IsOneOf = true;
        new InputFields(this)
            .Optional<TextValueInputType>("text", "Words.")
            .Optional<IdGraphType>("entity", "An entity: its id, or its key with its kind, such as `country:FR`.")
            .Optional<HeadcountInputType>("headcount", "A number of persons.")
            .Optional<EdtfDateType>("date", "A date.")
            .Optional<StringGraphType>("term", "A word of the property's vocabulary, such as `PERSONA_NON_GRATA`.")
            .Optional<LongType>("number", "A whole number that does not count persons.");
    }
}

public sealed class TextValueInputType : InputObjectGraphType
{
    public TextValueInputType()
    {
        Name = "TextValueInput";
        Description = "Words.";
        new InputFields(this)
            .Required<StringGraphType>("text", "The words.")
            .Optional<StringGraphType>("language", "BCP 47 tag, such as `fr`. Names need one.");
    }
}

public sealed class HeadcountInputType : InputObjectGraphType
{
    public HeadcountInputType()
    {
        Name = "HeadcountInput";
        Description = "A number of persons: either in words, or as a range.";
        new InputFields(this)
            .Optional<StringGraphType>("text", "In the source's words, such as `3`, `over 100`, `about 25`, `3 to 5` or `several`.")
            .Optional<IntGraphType>("min", "At least so many, 1 or more. Alone: no upper bound.")
            .Optional<IntGraphType>("max", "At most so many; the same as `min` when the number is exact.");
    }
}

/// <summary>From a value's input to the value.</summary>
internal static class ClaimValueInput
{
    /// <returns>Null when something was refused.</returns>
    public static Value? Read(InputObject input)
    {
        if (input.Object("text") is { } text) return new TextValue(text.Required<string>("text"), text.Optional<string>("language"));
        if (input.OptionalReference("entity", References.Entity) is { } entity) return new EntityValue(entity);
        if (input.Object("headcount") is { } headcount) return Headcount(headcount) is { } count ? new HeadcountValue(count) : null;
        if (input.Optional<string>("term") is { } term) return new TermValue(term);
        if (input.Optional<long?>("number") is { } number) return new NumberValue(number);
        return input.Date("date") is { } date ? new DateValue(date) : null;
    }

    private static Headcount? Headcount(InputObject input)
    {
        var (text, min, max) = (input.Optional<string>("text"), input.Number("min"), input.Number("max"));
        if (text is not null && min is null && max is null)
        {
            if (Domain.Expulsions.Headcount.TryParse(text, out var count, out var error)) return count;
            input.Refuse(RefusalCodes.HeadcountMalformed, error, "text");
        }
        else if (text is not null || min is null) input.Refuse(RefusalCodes.HeadcountMalformed, "A headcount is either a text, or min and optionally max.", "");
        else if (min < 1) input.Refuse(RefusalCodes.HeadcountMalformed, "A headcount is one or more.", "min");
        else if (max < min) input.Refuse(RefusalCodes.HeadcountMalformed, "A range does not end before it begins.", "max");
        else return Domain.Expulsions.Headcount.Between(min.Value, max);
        return null;
    }
}
