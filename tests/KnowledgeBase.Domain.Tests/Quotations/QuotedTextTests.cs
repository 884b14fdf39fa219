using System.Diagnostics;
using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Quotations;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Quotations;

public sealed class QuotedTextTests
{
    private const string Alphabet = "abcé ’'-–“\"\n\u00a0\u00ad\u0301яだ";

    [Theory]
    [InlineData("He said no.", "said", QuotationStatus.Exact, 1)]
    [InlineData("He said no.", "said  no", QuotationStatus.Normalised, 1)]
    [InlineData("He\u00a0said\nno.", "He said no", QuotationStatus.Normalised, 1)]
    [InlineData("« Le “départ” »", "\"départ\"", QuotationStatus.Normalised, 1)]
    [InlineData("It's over", "It’s over", QuotationStatus.Normalised, 1)]
    [InlineData("2018–2020", "2018-2020", QuotationStatus.Normalised, 1)]
    [InlineData("cafe\u0301 noir", "café noir", QuotationStatus.Normalised, 1)]
    [InlineData("dip\u00adlo\u00admat", "diplomat", QuotationStatus.Normalised, 1)]
    [InlineData("e\u00ad\u0301t\u00e9", "été", QuotationStatus.Normalised, 1)]
    [InlineData("cafe\u0301", "cafe", QuotationStatus.Missing, 0)]
    [InlineData("café", "cafe", QuotationStatus.Missing, 0)]
    [InlineData("He said no.", "He Said no.", QuotationStatus.Missing, 0)]
    [InlineData("He said no.", "He said, no.", QuotationStatus.Missing, 0)]
    [InlineData("He said no", "He said no.", QuotationStatus.Missing, 0)]
    [InlineData("They left … today", "They left ... today", QuotationStatus.Missing, 0)]
    [InlineData("to day", "today", QuotationStatus.Missing, 0)]
    [InlineData("‘yes’", "“yes”", QuotationStatus.Missing, 0)]
    [InlineData("", "a", QuotationStatus.Missing, 0)]
    [InlineData("a b", "\u00ad", QuotationStatus.Missing, 0)]
    [InlineData("a b", " ", QuotationStatus.Missing, 0)]
    [InlineData("one two one", "one", QuotationStatus.Ambiguous, 2)]
    [InlineData("aaa", "aa", QuotationStatus.Ambiguous, 2)]
    [InlineData("a  b, a\nb", "a b", QuotationStatus.Ambiguous, 2)]
    [InlineData("a b, a\nb", "a b", QuotationStatus.Exact, 1)]
    public void Words_are_found_as_they_stand_or_but_for_how_they_were_typed_and_nothing_else(string text, string exact, QuotationStatus status, int places) =>
        Assert.Equal(new(status, places), new QuotedText(text).Find(new(exact)));

    [Theory]
    [InlineData("one two one", "two ", null, QuotationStatus.Exact)]
    [InlineData("one two one", null, " two", QuotationStatus.Exact)]
    [InlineData("one two one", "two", null, QuotationStatus.Normalised)]
    [InlineData("one\u00a0“two” one", null, " \"two\"", QuotationStatus.Normalised)]
    [InlineData("one two one", "three ", null, QuotationStatus.Ambiguous)]
    [InlineData("a one b one b", null, " b", QuotationStatus.Ambiguous)]
    [InlineData("a one b one c", "a ", " c", QuotationStatus.Ambiguous)]
    [InlineData("a one b one c", "b ", " c", QuotationStatus.Exact)]
    public void Prefix_and_suffix_single_out_one_of_two_places(string text, string? prefix, string? suffix, QuotationStatus status) =>
        Assert.Equal(new(status, 2), new QuotedText(text).Find(new("one", prefix, suffix)));

    [Fact]
    public void At_one_place_words_are_found_whatever_is_around_them() =>
        Assert.Equal(new(QuotationStatus.Exact, 1), new QuotedText("He said no.").Find(new("said", "She ", " yes")));

    [Fact]
    public void A_quotation_that_is_cut_from_a_text_is_found_and_so_is_one_that_is_only_typed_otherwise() =>
        Gen.Select(Gen.Char[Alphabet].Array[1, 60], Gen.Int[0, 59], Gen.Int[1, 60]).Sample((characters, start, length) =>
        {
            var text = new string(characters);
            start %= text.Length;
            var cut = text.Substring(start, Math.Min(length, text.Length - start));
            // Within a letter and its accent nothing is found, and rightly.
            if (string.IsNullOrWhiteSpace(cut.Replace("\u00ad", "", StringComparison.Ordinal)) || text[start] == '\u0301' || text.AsSpan(start + cut.Length).StartsWith("\u0301")) return;
            var finding = new QuotedText(text).Find(new(cut));
            Assert.True(finding.Status is QuotationStatus.Exact or QuotationStatus.Ambiguous, $"{finding} “{cut}” in “{text}”");
            // An accent on white space alone has nothing to stand on once that may be another.
            if (cut.Replace("\u00ad", "", StringComparison.Ordinal).Trim().StartsWith('\u0301')) return;
            if (cut.StartsWith('\u00ad') || cut.EndsWith('\u00ad') || text.AsSpan(start + cut.Length).StartsWith("\u00ad")) return;
            var typed = cut.Replace("\u00ad", "", StringComparison.Ordinal).Replace(' ', '\u2003').Replace('’', '\'').Replace('–', '-').Normalize();
            Assert.True(new QuotedText(text).Find(new(typed)).IsFound, $"“{typed}” in “{text}”");
        });

    [Fact]
    public void A_quotation_that_was_altered_in_a_letter_is_missing() =>
        Gen.Select(Gen.Char[Alphabet].Array[1, 60], Gen.Int[0, 59], Gen.Int[1, 60], Gen.Int[0, 59]).Sample((characters, start, length, at) =>
        {
            var text = new string(characters);
            start %= text.Length;
            var cut = text.Substring(start, Math.Min(length, text.Length - start)).ToCharArray();
            cut[at % cut.Length] = 'z';
            Assert.Equal(QuotationFinding.Missing, new QuotedText(text).Find(new(new string(cut))));
        });

    [Fact]
    public void Counting_places_agrees_with_looking_at_every_one() =>
        Gen.Select(Gen.Char["ab "].Array[0, 40], Gen.Char["ab "].Array[1, 4]).Sample((characters, words) =>
        {
            var (text, exact) = (new string(characters), new string(words));
            var expected = Enumerable.Range(0, text.Length).Count(i => string.CompareOrdinal(text, i, exact, 0, exact.Length) == 0);
            var finding = new QuotedText(text).Find(new(exact));
            if (expected > 0 && !string.IsNullOrWhiteSpace(exact)) Assert.Equal(new(expected == 1 ? QuotationStatus.Exact : QuotationStatus.Ambiguous, expected), finding);
            else Assert.NotEqual(QuotationStatus.Exact, finding.Status);
        });

    public static TheoryData<string, string> Hostile => new()
    {
        { new string('a', 1 << 20), new string('a', 9_999) + "b" },
        { new string('a', 1 << 20), "b" + new string('a', 9_999) },
        { string.Concat(Enumerable.Repeat("ab", 1 << 19)), string.Concat(Enumerable.Repeat("ab", 4_999)) + "aa" },
        { new string(' ', 1 << 20), new string(' ', 9_998) + "aa" },
        { string.Concat(Enumerable.Repeat("\u0301\u0316", 1 << 19)), "a" + string.Concat(Enumerable.Repeat("\u0316\u0301", 4_999)) },
        { string.Concat(Enumerable.Repeat("\u1100\u1161", 1 << 19)), new string('\u1100', 9_999) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_longest_quotation_is_looked_for_in_the_largest_text_in_linear_time(string text, string exact)
    {
        // Ten thousand million steps would take minutes; ten million take a fraction of a second, on a loaded machine too.
        var watch = Stopwatch.StartNew();
        var finding = new QuotedText(text).Find(new(exact, exact, exact));
        Assert.Equal(QuotationFinding.Missing, finding);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }

    [Fact]
    public void What_is_no_text_is_the_same_only_as_itself()
    {
        Assert.Equal(QuotationStatus.Exact, new QuotedText("a \ufffe b").Find(new("a \ufffe b")).Status);
        Assert.Equal(QuotationStatus.Missing, new QuotedText("a \ufffe b").Find(new("a b")).Status);
        Assert.Equal(QuotationStatus.Missing, new QuotedText("\ud83d\ude00").Find(new("\ud83d")).Status);
    }
}
