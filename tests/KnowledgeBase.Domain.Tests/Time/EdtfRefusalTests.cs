using CsCheck;
using KnowledgeBase.Domain.Time;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Time;

/// <summary>What is no date is refused with a code and a place.</summary>
public sealed class EdtfRefusalTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("Yesterday", 0)]
    [InlineData("-", 0)]
    [InlineData("85", 0)]
    [InlineData("12345", 0)]
    [InlineData("2021-3", 0)]
    [InlineData("2021/03", 5)]
    [InlineData("20210312", 0)]
    [InlineData("2021-03-12T10:00", 0)]
    [InlineData("2021-03-12T10:00:00Z?", 0)]
    [InlineData("٢٠٢١", 0)]
    [InlineData("..", 0)]
    [InlineData("/", 0)]
    [InlineData("../..", 0)]
    [InlineData("2021/2022/2023", 9)]
    [InlineData("2021/March", 5)]
    [InlineData("2021\n/2022", 0)]
    [InlineData("2021/ 2022", 5)]
    public void A_text_without_the_form_of_a_date_is_malformed(string? text, int position) => Refused(text, "DATE_MALFORMED", position);

    [Theory]
    [InlineData("156X-12-25")]
    [InlineData("1XXX")]
    [InlineData("2021-XX-12")]
    [InlineData("?2004-06")]
    [InlineData("2004?-06-11")]
    [InlineData("2004-06~-11")]
    [InlineData("[1667,1668]")]
    [InlineData("{1960,1961}")]
    [InlineData("1950S2")]
    public void Level_2_is_malformed(string text) => Refused(text, "DATE_MALFORMED", 0);

    [Theory]
    [InlineData("2021-02-30", 8)]
    [InlineData("2021-02-29", 8)]
    [InlineData("2021-04-31~", 8)]
    [InlineData("2021-04-00", 8)]
    [InlineData("2021-13", 5)]
    [InlineData("2021-00", 5)]
    [InlineData("2021-20", 5)]
    [InlineData("2021-25", 5)]
    [InlineData("2021-21-01", 5)]
    [InlineData("2021-13-XX", 5)]
    [InlineData(" 2021-13", 6)]
    [InlineData("2021/2022-02-30", 13)]
    [InlineData("2021-03-12T24:00:00", 11)]
    [InlineData("2021-03-12T10:60:00", 14)]
    [InlineData("2021-03-12T10:00:60Z", 17)]
    [InlineData("2021-03-12T10:00:00+15", 20)]
    [InlineData("2021-03-12T10:00:00+05:60", 23)]
    [InlineData("2021-02-30T10:00:00", 8)]
    public void A_day_or_time_that_never_was_is_impossible(string text, int position) => Refused(text, "DATE_IMPOSSIBLE", position);

    [Theory]
    [InlineData("-0044", 0)]
    [InlineData("-1985-04", 0)]
    [InlineData("Y170000002", 0)]
    [InlineData("Y-17", 0)]
    [InlineData("0000", 0)]
    [InlineData("2021/Y170000002", 5)]
    public void Years_outside_0001_to_9999_are_out_of_range(string text, int position) => Refused(text, "DATE_OUT_OF_RANGE", position);

    [Theory]
    [InlineData("2021/2020", 5)]
    [InlineData("2021-05/2021-03", 8)]
    [InlineData("2021-03-12T12:00:00Z/2021-03-12T11:59:59Z", 21)]
    public void An_interval_that_ends_before_it_begins_is_reversed(string text, int position) => Refused(text, "DATE_REVERSED", position);

    [Theory]
    [InlineData("2021-03-12T12:00:00+01/2021-03-12T11:30:00Z")]
    [InlineData("2021-03-12T12:00:00Z/2021-03-12T12:00:00Z")]
    public void Times_of_one_day_that_may_follow_one_another_are_an_interval(string text) => Assert.Equal(text, EdtfDate.Parse(text).Text);

    [Fact]
    public void A_text_of_more_than_100_characters_is_too_long()
    {
        Refused(new string('2', 101), "DATE_TOO_LONG", 100);
        Refused(new string('2', 100), "DATE_MALFORMED", 0);
        Refused(new string('2', 10_000_000), "DATE_TOO_LONG", 100);
    }

    [Fact]
    public void Parse_throws_what_TryParse_says()
    {
        Assert.False(EdtfDate.TryParse("2021-13", out _, out var error));
        Assert.Equal(error.Message, Assert.Throws<FormatException>(() => EdtfDate.Parse("2021-13")).Message);
    }

    private static readonly string[] Pieces =
        ["2021", "-", "02", "30", "XX", "X", "/", "..", "~", "?", "%", "T", "10:00:00", "Z", "+", "Y", " ", "21", "\n", "\0", "\ud800", "٢", "a"];

    private static readonly Gen<string> NearlyDates = Gen.Int[0, Pieces.Length - 1].Array[0, 9].Select(ns => string.Concat(ns.Select(n => Pieces[n])));

    [Fact]
    public void Whatever_the_text_it_is_a_date_of_ordered_days_or_refused_at_a_place_in_it() =>
        Gen.OneOf(NearlyDates, Gen.String, Gen.Int[0, 99].Select(n => $"2021-{n:00}"), Gen.Int[0, 99].Select(n => $"2021-04-{n:00}")).Sample(
            text =>
            {
                if (EdtfDate.TryParse(text, out var date, out var error))
                {
                    Assert.Equal(text.Trim(), date.Text);
                    Assert.Null(error);
                    Assert.False(date.Earliest > date.Latest);
                    Assert.False(date.Earliest is null && date.Latest is null);
                    Assert.DoesNotContain(date.Text, char.IsWhiteSpace);
                }
                else
                {
                    Assert.Null(date);
                    Assert.InRange(error.Position, 0, text.Length);
                    Assert.Matches("^DATE_(MALFORMED|IMPOSSIBLE|OUT_OF_RANGE|REVERSED|TOO_LONG)$", error.Code);
                    Assert.NotEmpty(error.Message);
                }
            },
            iter: 50_000);

    private static void Refused(string? text, string code, int position)
    {
        Assert.False(EdtfDate.TryParse(text, out var date, out var error));
        Assert.Null(date);
        Assert.Equal((code, position), (error.Code, error.Position));
        Assert.EndsWith(".", error.Message);
    }
}
