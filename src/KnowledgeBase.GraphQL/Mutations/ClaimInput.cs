using System.Globalization;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.GraphQL.Types;

namespace KnowledgeBase.GraphQL.Mutations;

public sealed class ClaimInputType : InputObjectGraphType
{
    public ClaimInputType()
    {
        Name = "ClaimInput";
        Description = "One source's statement of one value for one property of one entity.";
        new InputFields(this)
            .Required<IdGraphType>("subject", "What it is about: an entity's id, or its key with its kind, such as `expulsion:2021-fr-ru`.")
            .Required<PropertyType>("property", "What is stated of it.")
            .Optional<ClaimValueInputType>("value", "The value. A claim that supports something needs one; a denial or speculation may speak of the property as a whole.")
            .Required<StanceType>("stance", "What the source does with the value.")
            .Source("source", "Who says so.")
            .Optional<ListGraphType<NonNullGraphType<IdGraphType>>>("attributedTo", "\"According to …\": the sources that the claim names for it, each by id or key.")
            .Optional<ListGraphType<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>>("attributionChains",
                "The same where the claim tells more: each chain leads from the source that the claim names, nearest first, towards where it has it from.")
            .Optional<EdtfDateType>("statedOn", "When the source said it (not when it is recorded).")
            .Optional<EdtfDateType>("validDuring", "When the value held in the world.")
            .Optional<QuotationInputType>("quotation", "The source's exact words.")
            .OptionalSource("readIn", "Where you read these words, when it was not the source itself.")
            .Optional<StringGraphType>("note", "A remark of yours; never the source's words.");
    }
}

public sealed class QuotationInputType : InputObjectGraphType
{
    public QuotationInputType()
    {
        Name = "QuotationInput";
        Description = "A source's exact words (W3C Web Annotation, TextQuoteSelector).";
        new InputFields(this)
            .Required<StringGraphType>("text", "The words.")
            .Optional<StringGraphType>("prefix", "Words just before, when the same words stand there more than once.")
            .Optional<StringGraphType>("suffix", "Words just after.");
    }
}

/// <summary>From a claim's input to its command.</summary>
internal static class ClaimInput
{
    public static AssertClaim Read(InputObject input) => new(
        input.Reference("subject", References.Entity),
        input.Required<string>("property"),
        input.Object("value") is { } value ? ClaimValueInput.Read(value) : null,
        input.Required<Stance>("stance"),
        input.Reference("source", References.Source),
        [.. input.References("attributedTo", References.Source).Select(s => (IReadOnlyList<Guid>)[s]), .. input.ReferenceLists("attributionChains", References.Source)],
        input.Date("statedOn"),
        input.Date("validDuring"),
        input.Object("quotation") is { } q ? new(q.Required<string>("text"), q.Optional<string>("prefix"), q.Optional<string>("suffix")) : null,
        input.OptionalReference("readIn", References.Source),
        input.Optional<string>("note"));

    /// <summary>Where in the input a part of the command stands.</summary>
    public static string Place(InputObject input, string path)
    {
        if (path is "value.text" or "value.language") return $"value.text.{path["value.".Length..]}";
        if (path == "quotation.exact") return "quotation.text";
        var parts = path.Split('.');
        if (parts[0] != "attributedTo" || parts.Length == 1) return path;
        var single = input.References("attributedTo", References.Source).Count;
        var chain = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (chain < single) return $"attributedTo.{chain}";
        return string.Join('.', (string[])["attributionChains", (chain - single).ToString(CultureInfo.InvariantCulture), .. parts[2..]]);
    }
}
