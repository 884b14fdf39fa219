using CsCheck;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Sources;

/// <summary>One page, one URL.</summary>
public sealed class UrlNormalFormTests
{
    [Theory]
    [InlineData("HTTPS://Example.ORG", "https://example.org/")]
    [InlineData(" https://example.org/Path ", "https://example.org/Path")]
    [InlineData("https://example.org:443/", "https://example.org/")]
    [InlineData("http://example.org:80/", "http://example.org/")]
    [InlineData("http://example.org:443/", "http://example.org:443/")]
    [InlineData("https://example.org/a#part", "https://example.org/a")]
    [InlineData("https://example.org?a=1", "https://example.org/?a=1")]
    [InlineData("https://example.org/?", "https://example.org/")]
    [InlineData("https://example.org/??a", "https://example.org/??a")]
    [InlineData("https://example.org/a/../b/./c", "https://example.org/b/c")]
    [InlineData("https://münchen.de/", "https://xn--mnchen-3ya.de/")]
    [InlineData("https://МВД.рф/новости", "https://xn--b1aew.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8")]
    [InlineData("http://[::1]:8080/x", "http://[::1]:8080/x")]
    [InlineData("https://example.org/%7eme/%c3%a9?q=%c3%a9%2f", "https://example.org/~me/%C3%A9?q=%C3%A9%2F")]
    [InlineData("https://example.org/é b", "https://example.org/%C3%A9%20b")]
    [InlineData("https://example.org/a%2Fb", "https://example.org/a%2Fb")]
    public void A_URL_has_one_form(string text, string expected)
    {
        Assert.True(UrlNormalForm.TryNormalise(text, out var normalised, out var error), error);
        Assert.Equal(expected, normalised);
    }

    [Theory]
    [InlineData("?utm_source=x&id=7&fbclid=y&lang=fr&gclid=z", "?id=7&lang=fr")]
    [InlineData("?UTM_Campaign=x", "")]
    [InlineData("?gclid", "")]
    [InlineData("?b=2&a=1&b=1", "?b=2&a=1&b=1")]
    [InlineData("?gclidx=1&xutm_=2&utm=3", "?gclidx=1&xutm_=2&utm=3")]
    public void Parameters_that_only_track_are_dropped_and_others_stay_in_their_order(string query, string expected)
    {
        Assert.True(UrlNormalForm.TryNormalise("https://example.org/" + query, out var normalised, out var error), error);
        Assert.Equal("https://example.org/" + expected, normalised);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.org")]
    [InlineData("/path")]
    [InlineData("ftp://example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("http://a..b/")]
    [InlineData("http://exa mple.org/")]
    [InlineData("http://example.org:99999/")]
    [InlineData("http://me@example.org/")]
    [InlineData("http://me:secret@example.org/")]
    public void What_is_no_URL_of_a_page_is_refused(string text) => Refused(text);

    [Fact]
    public void A_host_that_has_no_Punycode_is_refused()
    {
        Refused($"https://{new string('ä', 70)}.de/");
        Refused("https://\u200b/");
    }

    [Fact]
    public void A_URL_of_more_than_2048_characters_is_refused_as_given_and_as_it_would_be_kept()
    {
        var start = "https://example.org/";
        Assert.True(UrlNormalForm.TryNormalise(start + new string('a', 2_048 - start.Length), out _, out _));
        Refused(start + new string('a', 2_049 - start.Length));
        Refused(start + new string('é', 400));
    }

    private static readonly string[] Schemes = ["http://", "HTTPS://", "https:/", "http:\\\\", "ftp://"];

    private static readonly Gen<string> NearlyUrls = Gen.Select(
        Gen.Int[0, Schemes.Length - 1].Select(n => Schemes[n]),
        Gen.Char["aÄ.-:@[]1\u200b%/"].Array[0, 6], Gen.Char["a/.?&=#%4eEé \\+~|\n\ud800\udc00\u202e\0"].Array[0, 14],
        (scheme, host, rest) => $"{scheme}{new string(host)}/{new string(rest)}");

    [Fact]
    public void Whatever_the_text_it_is_refused_or_its_normal_form_is_its_own_normal_form() =>
        Gen.OneOf(NearlyUrls, Gen.String).Sample(
            text =>
            {
                if (!UrlNormalForm.TryNormalise(text, out var once, out var error))
                {
                    Assert.Null(once);
                    Assert.EndsWith(".", error);
                    return;
                }

                Assert.True(UrlNormalForm.TryNormalise(once, out var twice, out var refusal), $"{once}: {refusal}");
                Assert.Equal(once, twice);
                Assert.True(once.All(c => c is > ' ' and < '\x7f'), once);
                Assert.DoesNotContain('#', once);
            },
            iter: 50_000);

    private static void Refused(string text)
    {
        Assert.False(UrlNormalForm.TryNormalise(text, out var normalised, out var error), normalised);
        Assert.Null(normalised);
        Assert.EndsWith(".", error);
    }
}
