using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Time;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Ids;

public sealed class IdentifiersTests
{
    /// <summary>Short texts of the few characters that names are put together with, so that they would collide if they could.</summary>
    private static readonly Gen<string> Part = Gen.Char[":;-1a@\n"].Array[0, 4].Select(c => new string(c));

    private static readonly Gen<Value?> AnyValue = Gen.OneOf(
        Gen.Const((Value?)null), Part.Select(t => (Value?)new TextValue(t)), Gen.Select(Part, Part, (t, l) => (Value?)new TextValue(t, l)),
        Part.Select(t => (Value?)new TermValue(t)), Gen.Int[1, 3].Select(n => (Value?)new NumberValue(n)),
        Gen.Select(Gen.Int[1, 2], Gen.Int[2, 3], (a, b) => (Value?)new HeadcountValue(Headcount.Between(a, b))),
        Gen.Bool.Select(b => b ? "2021" : "2021-02").Select(t => (Value?)new DateValue(EdtfDate.Parse(t))));

    private static readonly Gen<(string Property, Value? Value, Stance Stance, string? Quotation)> Key =
        Gen.Select(Part, AnyValue, Gen.Enum<Stance>(), Gen.OneOf(Part.Select(p => (string?)p), Gen.Const((string?)null)));

    private static Guid Claim((string Property, Value? Value, Stance Stance, string? Quotation) k) =>
        Identifiers.Claim(Known, Known, k.Property, k.Value, k.Stance, null, k.Quotation);

    private static readonly Guid Known = Identifiers.Source("known");

    [Fact]
    public void The_ids_of_all_time_stay_the_same()
    {
        Assert.Equal(Identifiers.Entity(EntityKind.Country, "FR"), NameBasedUuid.Create(new("0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11"), "6:entity;7:Country;2:FR;"));
        Assert.Equal(Identifiers.Source("a"), NameBasedUuid.Create(new("0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11"), "6:source;1:a;"));
    }

    [Fact]
    public void The_same_natural_key_gives_the_same_id_and_another_one_another() => Gen.Select(Key, Key).Sample(
        (a, b) =>
        {
            Assert.Equal(Claim(a), Claim(a));
            var same = a.Property == b.Property && a.Stance == b.Stance && a.Value?.Kind == b.Value?.Kind && SameValue(a.Value, b.Value)
                && Words(a.Quotation) == Words(b.Quotation);
            Assert.Equal(same, Claim(a) == Claim(b));
        },
        iter: 20_000);

    [Fact]
    public void The_kind_of_an_entity_is_part_of_its_key() => Gen.Select(Gen.Enum<EntityKind>(), Part, Gen.Enum<EntityKind>(), Part).Sample(
        (k1, a, k2, b) => (Identifiers.Entity(k1, a) == Identifiers.Entity(k2, b)) == ((k1, a) == (k2, b)));

    [Fact]
    public void Values_of_different_kinds_that_read_alike_are_different_claims() => Assert.Equal(3, new Value[]
    {
        new TextValue("1"), new TermValue("1"), new NumberValue(1),
    }.Select(v => Claim(("p", v, Stance.Asserts, null))).Distinct().Count());

    [Theory]
    [InlineData("@")]
    [InlineData(":")]
    [InlineData(";")]
    [InlineData("\n")]
    [InlineData("")]
    public void Words_and_their_language_never_run_together(string between) => Assert.NotEqual(
        Claim(("p", new TextValue($"a{between}fr"), Stance.Asserts, null)), Claim(("p", new TextValue("a", "fr"), Stance.Asserts, null)));

    [Fact]
    public void Each_part_of_a_claim_counts()
    {
        var (a, b) = (Identifiers.Source("a"), Identifiers.Source("b"));
        Guid[] ids =
        [
            Identifiers.Claim(a, a, "p", null, Stance.Asserts, null, null), Identifiers.Claim(b, a, "p", null, Stance.Asserts, null, null),
            Identifiers.Claim(a, b, "p", null, Stance.Asserts, null, null), Identifiers.Claim(a, a, "q", null, Stance.Asserts, null, null),
            Identifiers.Claim(a, a, "p", new TermValue(""), Stance.Asserts, null, null), Identifiers.Claim(a, a, "p", null, Stance.Denies, null, null),
            Identifiers.Claim(a, a, "p", null, Stance.Asserts, EdtfDate.Parse("2021"), null), Identifiers.Claim(a, a, "p", null, Stance.Asserts, null, "q"),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void A_quotation_that_differs_in_white_space_is_the_same() =>
        Assert.Equal(Claim(("p", null, Stance.Asserts, "one diplomat")), Claim(("p", null, Stance.Asserts, " one\n\u00a0diplomat ")));

    [Fact]
    public void Headcounts_of_one_range_are_the_same_in_whatever_words() =>
        Assert.Equal(
            Claim(("p", new HeadcountValue(Headcount.Between(3, 3, "three")), Stance.Asserts, null)),
            Claim(("p", new HeadcountValue(Headcount.Exactly(3)), Stance.Asserts, null)));

    [Fact]
    public void A_pair_of_sources_has_one_id_in_either_order() => Gen.Select(Gen.Guid, Gen.Guid).Sample(
        (a, b) => Identifiers.Independence(a, b) == Identifiers.Independence(b, a) && Identifiers.Ordered(a, b) == Identifiers.Ordered(b, a));

    private static bool SameValue(Value? a, Value? b) => (a, b) switch
    {
        (TextValue x, TextValue y) => Words(x.Text) == Words(y.Text) && x.Language == y.Language,
        _ => Equals(a, b),
    };

    private static string? Words(string? text) =>
        text is null ? null : string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
