using System.Text;
using CsCheck;
using KnowledgeBase.Domain.Text;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Text;

public sealed class TextNormalisationTests
{
    private static readonly Gen<string> Words = Gen.Char["ae\u0301é \t\n\u00a0\u2003\u3000Å\u212b\ud800\udc00"].Array[0, 12].Select(c => new string(c));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\u00a0", "")]
    [InlineData(" a\r\n \u2003b ", "a b")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("\u212bngstro\u0308m", "\u00c5ngstr\u00f6m")]
    [InlineData("ﬁ", "ﬁ")]
    [InlineData("A a", "A a")]
    public void White_space_is_single_and_characters_are_composed(string text, string expected) => Assert.Equal(expected, TextNormalisation.Collapse(text));

    [Fact]
    public void A_collapsed_text_stays_as_it_is() => Gen.OneOf(Words, Gen.String).Sample(
        text => TextNormalisation.Collapse(TextNormalisation.Collapse(text)) == TextNormalisation.Collapse(text));

    [Fact]
    public void No_text_keeps_white_space_at_its_ends_or_twice() => Gen.OneOf(Words, Gen.String).Sample(text =>
    {
        var collapsed = TextNormalisation.Collapse(text);
        Assert.Equal(collapsed.Trim(), collapsed);
        Assert.DoesNotContain("  ", collapsed);
        Assert.DoesNotContain(collapsed, c => char.IsWhiteSpace(c) && c != ' ');
    });

    [Fact]
    public void The_composed_and_the_decomposed_form_collapse_to_the_same() => Gen.Char["aeouAE éüÅ\n"].Array[0, 12].Select(c => new string(c)).Sample(
        text => TextNormalisation.Collapse(text.Normalize(NormalizationForm.FormD)) == TextNormalisation.Collapse(text));

    [Fact]
    public void Half_a_surrogate_pair_is_kept() => Assert.Equal("a \ud800", TextNormalisation.Collapse(" a  \ud800"));
}
