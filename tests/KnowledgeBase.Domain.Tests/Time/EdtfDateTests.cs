using System.Globalization;
using System.Text.Json;
using CsCheck;
using KnowledgeBase.Domain.Time;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Time;

/// <summary>Which days a date may mean.</summary>
public sealed class EdtfDateTests
{
    [Theory]
    [InlineData("1985", "1985-01-01", "1985-12-31")]
    [InlineData("1985-04", "1985-04-01", "1985-04-30")]
    [InlineData("1985-04-12", "1985-04-12", "1985-04-12")]
    [InlineData("2000-02", "2000-02-01", "2000-02-29")]
    [InlineData("1900-02", "1900-02-01", "1900-02-28")]
    [InlineData("2020-02-29", "2020-02-29", "2020-02-29")]
    [InlineData("1985-04-12T23:20:30", "1985-04-12", "1985-04-12")]
    [InlineData("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12")]
    [InlineData("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12")]
    [InlineData("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12")]
    [InlineData("201X", "2010-01-01", "2019-12-31")]
    [InlineData("20XX", "2000-01-01", "2099-12-31")]
    [InlineData("000X", "0001-01-01", "0009-12-31")]
    [InlineData("2004-XX", "2004-01-01", "2004-12-31")]
    [InlineData("1985-04-XX", "1985-04-01", "1985-04-30")]
    [InlineData("1985-XX-XX", "1985-01-01", "1985-12-31")]
    [InlineData("2001-21", "2001-01-01", "2001-12-31")]
    [InlineData("2001-22", "2000-12-01", "2002-03-31")]
    [InlineData("2001-23", "2001-01-01", "2001-12-31")]
    [InlineData("2001-24", "2000-12-01", "2002-03-31")]
    [InlineData("0001-24", "0001-01-01", "0002-03-31")]
    [InlineData("9999-22", "9998-12-01", "9999-12-31")]
    [InlineData("2018-03-26/2018-04-01", "2018-03-26", "2018-04-01")]
    [InlineData("2004-06/2006", "2004-06-01", "2006-12-31")]
    [InlineData("2021-05/2021", "2021-05-01", "2021-12-31")]
    [InlineData("1984~/201X?", "1984-01-01", "2019-12-31")]
    [InlineData("2022/..", "2022-01-01", null)]
    [InlineData("2022/", "2022-01-01", null)]
    [InlineData("../2022", null, "2022-12-31")]
    [InlineData("/2022", null, "2022-12-31")]
    public void A_date_means_the_days_from_its_first_to_its_last(string text, string? earliest, string? latest)
    {
        var date = EdtfDate.Parse(text);
        Assert.Equal((earliest, latest, text), (Iso(date.Earliest), Iso(date.Latest), date.Text));
    }

    [Theory]
    [InlineData("1971", false, false)]
    [InlineData("1971~", true, false)]
    [InlineData("1971?", false, true)]
    [InlineData("1971-03%", true, true)]
    [InlineData("1971~/1972?", true, true)]
    public void A_mark_makes_a_date_approximate_or_uncertain(string text, bool approximate, bool uncertain)
    {
        var date = EdtfDate.Parse(text);
        Assert.Equal((approximate, uncertain), (date.IsApproximate, date.IsUncertain));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("?")]
    [InlineData("%")]
    public void A_mark_does_not_move_the_bounds(string mark) => AnyDay.Sample(day =>
    {
        var (plain, marked) = (EdtfDate.Parse(Iso(day)!), EdtfDate.Parse(Iso(day) + mark));
        Assert.Equal((plain.Earliest, plain.Latest), (marked.Earliest, marked.Latest));
        Assert.NotEqual(plain, marked);
    });

    [Fact]
    public void White_space_around_a_date_is_no_part_of_it() => Assert.Equal(EdtfDate.Parse("2021-03"), EdtfDate.Parse(" \t2021-03\n"));

    [Fact]
    public void Dates_are_equal_by_their_text_alone()
    {
        Assert.Equal(EdtfDate.Parse("2021").GetHashCode(), EdtfDate.Parse(" 2021").GetHashCode());
        Assert.NotEqual(EdtfDate.Parse("2021"), EdtfDate.Parse("2021-XX"));
        Assert.False(EdtfDate.Parse("2021").Equals((object)"2021"));
    }

    [Fact]
    public void Every_day_is_its_own_first_and_last() => AnyDay.Sample(day =>
    {
        var date = EdtfDate.Parse(Iso(day)!);
        Assert.Equal((day, day), (date.Earliest, date.Latest));
    });

    [Fact]
    public void An_interval_is_read_unless_it_ends_before_it_begins() => Gen.Select(AnyDay, AnyDay).Sample((a, b) =>
    {
        var read = EdtfDate.TryParse($"{Iso(a)}/{Iso(b)}", out var date, out var error);
        Assert.Equal(a <= b, read);
        if (read) Assert.Equal((a, b), (date!.Earliest, date.Latest));
        else Assert.Equal(("DATE_REVERSED", 11), (error!.Code, error.Position));
    });

    [Fact]
    public void A_date_overlaps_a_range_when_a_day_is_in_both() =>
        Gen.Select(Near, Near, Gen.Bool, Gen.Bool, Near, Near, Gen.Select(Gen.Bool, Gen.Bool)).Sample((a, b, openA, openB, from, to, open) =>
        {
            if (a > b) (a, b) = (b, a);
            if (openA && openB) return;
            var date = EdtfDate.Parse($"{(openA ? ".." : Iso(a))}/{(openB ? ".." : Iso(b))}");
            // Every day near the ends is tried: with one day to spare on both sides it stands for the open ones.
            var days = Enumerable.Range(-1, 62).Select(n => First.AddDays(n));
            var both = days.Any(d => (openA || d >= a) && (openB || d <= b) && (open.Item1 || d >= from) && (open.Item2 || d <= to));
            Assert.Equal(both, date.MayOverlap(open.Item1 ? null : from, open.Item2 ? null : to));
        });

    [Fact]
    public void In_JSON_a_date_is_its_text() => AnyDay.Sample(day =>
    {
        var json = JsonSerializer.Serialize(EdtfDate.Parse(Iso(day)!));
        Assert.Equal($"\"{Iso(day)}\"", json);
        Assert.Equal(EdtfDate.Parse(Iso(day)!), JsonSerializer.Deserialize<EdtfDate>(json));
    });

    [Theory]
    [InlineData("\"2021-02-30\"")]
    [InlineData("2021")]
    [InlineData("{}")]
    public void JSON_that_is_no_date_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EdtfDate>(json));

    private static readonly DateOnly First = new(2021, 2, 1);

    private static readonly Gen<DateOnly> Near = Gen.Int[0, 59].Select(n => First.AddDays(n));

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber);

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
