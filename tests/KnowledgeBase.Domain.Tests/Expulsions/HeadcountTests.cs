using System.Text.Json;
using CsCheck;
using KnowledgeBase.Domain.Expulsions;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Expulsions;

/// <summary>How many persons a text tells of.</summary>
public sealed class HeadcountTests
{
    [Theory]
    [InlineData("3", 3, 3)]
    [InlineData("755 employees", 755, 755)]
    [InlineData("1,200", 1200, 1200)]
    [InlineData("one", 1, 1)]
    [InlineData("Twenty diplomats", 20, 20)]
    [InlineData("twenty-five", 25, 25)]
    [InlineData("all 35 diplomats", 35, 35)]
    [InlineData("a dozen", 12, 12)]
    [InlineData("two dozen diplomats", 24, 24)]
    [InlineData("a hundred", 100, 100)]
    [InlineData("two thousand", 2000, 2000)]
    [InlineData("over 100", 101, null)]
    [InlineData("more than 100", 101, null)]
    [InlineData("over a hundred", 101, null)]
    [InlineData("a little over 50", 51, null)]
    [InlineData("at least 60", 60, null)]
    [InlineData("10 or more", 10, null)]
    [InlineData("100+", 100, null)]
    [InlineData("up to 10", 1, 10)]
    [InlineData("10 or fewer", 1, 10)]
    [InlineData("fewer than 10", 1, 9)]
    [InlineData("less than two", 1, 1)]
    [InlineData("almost 60", 54, 59)]
    [InlineData("nearly 2", 1, 1)]
    [InlineData("3-5", 3, 5)]
    [InlineData("3–5", 3, 5)]
    [InlineData("3 to 5 diplomats", 3, 5)]
    [InlineData("from 3 to 5", 3, 5)]
    [InlineData("between 3 and 5", 3, 5)]
    [InlineData("two or three", 2, 3)]
    [InlineData("about 25", 22, 28)]
    [InlineData("around 40", 36, 44)]
    [InlineData("~25", 22, 28)]
    [InlineData("close to 50", 45, 55)]
    [InlineData("some 400", 360, 440)]
    [InlineData("10 or so", 9, 11)]
    [InlineData("about a dozen", 10, 14)]
    [InlineData("about 1", 1, 2)]
    [InlineData("dozens", 24, null)]
    [InlineData("dozens of diplomats", 24, null)]
    [InlineData("several", 2, null)]
    [InlineData("a few", 2, null)]
    [InlineData("some diplomats", 2, null)]
    [InlineData("a number of", 2, null)]
    [InlineData("all", 1, null)]
    [InlineData("all but one", 1, null)]
    [InlineData("unspecified", 1, null)]
    [InlineData("unknown number", 1, null)]
    [InlineData("half of the staff", 1, null)]
    [InlineData("1 diplomat and 7 other staff", 8, 8)]
    [InlineData("one diplomat\nand a dozen staff", 13, 13)]
    public void Words_are_read_as_a_range(string text, int min, int? max)
    {
        Assert.True(Headcount.TryParse(text, out var value, out var error), error);
        Assert.Equal((min, max, text), (value.Min, value.Max, value.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("0")]
    [InlineData("zero diplomats")]
    [InlineData("-3")]
    [InlineData("0-3")]
    [InlineData("5-3")]
    [InlineData("fewer than 1")]
    [InlineData("up to 0")]
    [InlineData("about 0")]
    [InlineData("almost 0")]
    [InlineData("0 diplomats and 7 staff")]
    [InlineData("3.5")]
    [InlineData("1,20")]
    [InlineData("٣")]
    [InlineData("diplomats")]
    [InlineData("tenants")]
    [InlineData("lots")]
    [InlineData("99999999999")]
    [InlineData("100000001")]
    [InlineData("99999999 thousand")]
    public void What_is_no_number_of_persons_is_refused(string? text) => Refused(text);

    [Theory]
    [InlineData("3 and 5")]
    [InlineData("3 of 10 diplomats")]
    [InlineData("four diplomats, two attachés")]
    [InlineData("one diplomat and several staff")]
    [InlineData("two hundred and fifty")]
    [InlineData("five million")]
    [InlineData("twenty five")]
    [InlineData("one to two dozen or more")]
    [InlineData("3 diplomats at least")]
    [InlineData("over 3 to 5")]
    public void A_second_number_that_is_not_understood_is_never_dropped(string text) => Refused(text);

    [Fact]
    public void A_text_of_more_than_200_characters_is_refused()
    {
        Refused("3 " + new string('d', 199));
        Assert.True(Headcount.TryParse("3 " + new string('d', 198), out _, out _));
    }

    [Fact]
    public void Every_number_is_read_as_itself_with_or_without_separators() => Gen.Int[1, 100_000_000].Sample(n =>
    {
        Assert.Equal((n, n), Read($"{n}"));
        Assert.Equal((n, n), Read(n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " employees"));
        Assert.Equal((n + 1, null), Read($"over {n}"));
    });

    [Fact]
    public void About_a_number_reaches_a_tenth_to_both_sides() => Gen.Int[2, 10_000_000].Sample(n =>
    {
        var (min, max) = Read($"about {n}");
        Assert.Equal(n - min, max - n);
        Assert.InRange((max!.Value - n) * 10L, Math.Max(10, n), n + 9);
    });

    private static readonly string[] Pieces =
    [
        "3", "0", "1,200", "-", "–", "to", "and", "or", "between", "about", "almost", "over", "up to", "a", "dozen", "dozens", "hundred", "five",
        "twenty", "diplomats", "several", "half", "all", "more", "~", "+", "\n", "\0", "\ud800", "٣", "99999999999",
    ];

    [Fact]
    public void Whatever_the_text_it_is_one_person_or_more_or_refused_with_a_reason() =>
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Array[0, 7].Select(ns => string.Join(' ', ns.Select(n => Pieces[n]))), Gen.String).Sample(
            text =>
            {
                if (Headcount.TryParse(text, out var value, out var error))
                {
                    Assert.Null(error);
                    Assert.Equal(text.Trim(), value.Text);
                    Assert.True(value.Min >= 1 && !(value.Max < value.Min), text);
                }
                else
                {
                    Assert.Null(value);
                    Assert.False(string.IsNullOrWhiteSpace(error));
                }
            },
            iter: 50_000);

    [Fact]
    public void JSON_keeps_the_range_and_the_words_and_nothing_else()
    {
        Assert.True(Headcount.TryParse("over 100", out var value, out _));
        var json = JsonSerializer.Serialize(value);
        Assert.Equal("""{"Min":101,"Max":null,"Text":"over 100"}""", json);
        Assert.Equal(value, JsonSerializer.Deserialize<Headcount>(json));
    }

    private static (int Min, int? Max) Read(string text)
    {
        Assert.True(Headcount.TryParse(text, out var value, out var error), error);
        return value.Range;
    }

    private static void Refused(string? text)
    {
        Assert.False(Headcount.TryParse(text, out var value, out var error), $"{value}");
        Assert.Null(value);
        Assert.EndsWith(".", error);
    }
}
