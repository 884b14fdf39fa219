using KnowledgeBase.Domain.Entities;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Entities;

public sealed class CountryCodesTests
{
    private static IEnumerable<string> Codes(int length) => length == 0
        ? [""]
        : Codes(length - 1).SelectMany(c => Enumerable.Range('A', 26).Select(letter => c + (char)letter));

    [Fact]
    public void There_are_249_current_and_31_former_countries()
    {
        Assert.Equal(249, Codes(2).Count(CountryCodes.IsKnown));
        Assert.Equal(31, Codes(4).Count(CountryCodes.IsKnown));
        Assert.DoesNotContain(Codes(3), CountryCodes.IsKnown);
    }

    [Theory]
    [InlineData("FR", false)]
    [InlineData("RU", false)]
    [InlineData("SUHH", true)]
    [InlineData("DDDE", true)]
    public void The_story_finds_its_countries(string code, bool former)
    {
        Assert.True(CountryCodes.IsKnown(code));
        Assert.Equal(former, CountryCodes.IsFormer(code));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("EU")]
    [InlineData("UK")]
    [InlineData("SU")]
    [InlineData("XK")]
    [InlineData(" FR")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_unknown(string? code) => Assert.False(CountryCodes.IsKnown(code));
}
