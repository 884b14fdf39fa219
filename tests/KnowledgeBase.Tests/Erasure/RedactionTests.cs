using System.Reflection;
using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Every event that there is, with a token in each of its texts: also those that are added later must know how to lose them.</summary>
public sealed class RedactionTests
{
    private const string Token = "zqtoken";

    public static TheoryData<Type> Events => [.. EventNames.All.Keys.Where(t => t != typeof(SubjectErased))];

    [Theory]
    [MemberData(nameof(Events))]
    public void No_text_of_any_event_is_left_when_it_is_about_the_person(Type type)
    {
        var e = Filled(type)!;
        Assert.Contains(Token, Json(e), StringComparison.Ordinal);
        var redacted = Redaction.Of(e, RedactionDepth.Whole, v => v.Text);
        Assert.DoesNotContain(Token, Json(redacted), StringComparison.Ordinal);
        Assert.Equal(Json(redacted), Json(Redaction.Of(redacted, RedactionDepth.Whole, v => v.Text)));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void No_text_of_any_event_is_left_when_it_only_tells_of_the_person(Type type)
    {
        var redacted = Redaction.Of(Filled(type)!, RedactionDepth.WordsAndValues, _ => "another");
        // A language is a tag, not words.
        Assert.DoesNotContain(Token, Json(redacted).Replace($"\"language\":\"{Token}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_about_the_person_keeps_who_said_it_and_of_what()
    {
        var claim = (ClaimAsserted)Filled(typeof(ClaimAsserted))!;
        var erased = (ClaimAsserted)Redaction.Of(claim, RedactionDepth.Whole, v => v.Text);
        Assert.Equal(claim with { Value = null, ValidDuring = null, Quotation = null, Note = null, IsErased = true }, erased);
    }

    [Theory]
    [InlineData(3, 3, "3")]
    [InlineData(3, 5, "3 to 5")]
    [InlineData(3, null, "at least 3")]
    public void The_words_of_a_headcount_give_way_to_its_numbers(int min, int? max, string text)
    {
        var claim = (ClaimAsserted)Filled(typeof(ClaimAsserted))! with { Value = new HeadcountValue(new(min, max, Token)) };
        var redacted = (ClaimAsserted)Redaction.Of(claim, RedactionDepth.WordsAndValues, v => v.Text);
        Assert.Equal(new HeadcountValue(new Headcount(min, max, text)), redacted.Value);
    }

    [Fact]
    public void The_key_of_what_was_erased_is_made_of_its_id_alone()
    {
        var id = Guid.NewGuid();
        Assert.Equal(id, Redaction.IdOf(Redaction.KeyOf(id)));
        Assert.Null(Redaction.IdOf("erased-somebody"));
        Assert.Null(Redaction.IdOf($"{id:n}"));
    }

    private static string Json(object e) => JsonSerializer.Serialize(e, e.GetType(), StoreJson.Options);

    private static object? Filled(Type type) => type switch
    {
        _ when type == typeof(string) => Token,
        _ when type == typeof(Guid) || type == typeof(Guid?) => new Guid("0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11"),
        _ when type == typeof(bool) => false,
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        _ when type == typeof(EdtfDate) => EdtfDate.Parse("2021"),
        _ when type == typeof(Value) => new TextValue(Token, Token),
        _ when type == typeof(IReadOnlyList<IReadOnlyList<Guid>>) => Array.Empty<IReadOnlyList<Guid>>(),
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsPrimitive: true } => Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
        _ when type.GetConstructors() is [var constructor, ..] => constructor.Invoke([.. constructor.GetParameters().Select(p => Named(type, p) ?? Filled(p.ParameterType))]),
        _ => null,
    };

    /// <summary>What is a word of a list, and none that anybody chose.</summary>
    private static string? Named(Type type, ParameterInfo parameter) => (type, parameter.Name) switch
    {
        (_, "Property") => "Person.name",
        (_, "MediaType") => "text/html",
        _ when type == typeof(CountryRegistered) && parameter.Name == "Code" => "FR",
        _ => null,
    };
}
