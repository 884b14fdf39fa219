using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Types;

/// <summary>
/// A text of a certain form. As input any text passes: its form is checked where it is used, so that the error has the code
/// and the place of the mistake.
/// </summary>
public abstract class TextScalar : ScalarGraphType
{
    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => text.Value.ToString(),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value is null or string ? value : ThrowValueConversionError(value);

    public override object? Serialize(object? value) => value?.ToString();
}

public sealed class EdtfDateType : TextScalar
{
    public EdtfDateType()
    {
        (Name, Description) =
            ("EdtfDate", "A date of the precision that it was given with: EDTF level 1 (ISO 8601-2), e.g. `2021`, `2021-03`, `1971~`, `2018-03-26/2018-04-01`, `2022/..`.");
        this.WithMetadata(CompleteIntrospection.SpecifiedBy, "https://www.loc.gov/standards/datetime/");
    }
}

public sealed class CountryCodeType : TextScalar
{
    public CountryCodeType() => (Name, Description) = ("CountryCode", "ISO 3166-1 alpha-2 code, or ISO 3166-3 alpha-4 code of a former country.");
}

public sealed class UrlType : TextScalar
{
    public UrlType() => (Name, Description) = ("URL", "An absolute http or https address.");
}

public sealed class LongType : LongGraphType
{
    public LongType() => (Name, Description) = ("Long", "A whole number of 64 bits.");
}
