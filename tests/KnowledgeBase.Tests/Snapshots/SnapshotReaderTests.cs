using System.Diagnostics;
using System.Text;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Snapshots;

namespace KnowledgeBase.Tests.Snapshots;

/// <summary>What text a reader sees of bytes.</summary>
public sealed class SnapshotReaderTests
{
    private static readonly SnapshotReader Reader = new(new());

    [Theory]
    [InlineData("<p>One</p><p>Two", "One\nTwo")]
    [InlineData("<p>O<b>n</b>e  \n two</p>", "One two")]
    [InlineData("a<br>b<wbr>c<hr>d", "a\nbc\nd")]
    [InlineData("<table><tr><td>1<td>2<tr><td>3</table>", "1\n2\n3")]
    [InlineData("<script>if (a < b) document.write('<p>x</p>')</script>y", "y")]
    [InlineData("<style>p { color: red }</style>y<!-- no -->", "y")]
    [InlineData("<title>No</title><noscript>no</noscript><template>no</template><textarea>no</textarea>y", "y")]
    [InlineData("<div hidden>no <b>no</b><p>no</div>y", "y")]
    [InlineData("<p hidden>no<p>y", "y")]
    [InlineData("<ul><li hidden>no<li>y</ul>", "y")]
    [InlineData("<span style='Color:red; DISPLAY : none'>no</span>y", "y")]
    [InlineData("<span hidden>no</b></i>no</span>y", "y")]
    [InlineData("<svg><title>no</title><path/><style/></svg>y", "y")]
    [InlineData("<dialog>no</dialog><dialog open>y</dialog>", "y")]
    [InlineData("caf&eacute; &amp; th&#233; &lt;p&gt;&nbsp;!", "café & thé <p>\u00a0!")]
    [InlineData("<pre>a  b\n c</pre>d  e", "a  b\n c\nd e")]
    [InlineData("a<div/>b</div>c", "a\nb\nc")]
    [InlineData("</p></div>a</b>b", "ab")]
    [InlineData("a < b", "a < b")]
    public void Html_is_reduced_to_what_is_seen(string html, string text)
    {
        var reading = Reader.Read(TakeSnapshot.OfText(default, html, "text/html", default));
        Assert.Empty(reading.Refusals);
        Assert.Equal(text, reading.Text);
    }

    [Theory]
    [InlineData("text/plain", "C3 A9", "é")]
    [InlineData("text/plain", "EF BB BF C3 A9", "é")]
    [InlineData("text/plain", "FF FE E9 00", "é")]
    [InlineData("text/plain;charset=ISO-8859-1", "E9 93", "é“")]
    [InlineData("TEXT/Plain; Charset=\"windows-1251\"", "FF", "я")]
    [InlineData("text/plain;charset=utf8", "C3 A9", "é")]
    [InlineData("text/plain;charset=windows-1251", "EF BB BF C3 A9", "é")]
    public void Bytes_are_read_in_their_charset(string mediaType, string bytes, string text) => Assert.Equal(text, Reader.Read(Take(mediaType, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)))).Text);

    [Theory]
    [InlineData("<meta charset=windows-1251>")]
    [InlineData("<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>")]
    public void A_page_may_state_its_charset(string head) =>
        Assert.Equal("я", Reader.Read(Take("text/html", [.. Encoding.ASCII.GetBytes(head), 0xFF])).Text);

    [Theory]
    [InlineData("text/plain", "E9", RefusalCodes.SnapshotUnreadable, "content")]
    [InlineData("text/html;charset=klingon", "61", RefusalCodes.SnapshotUnreadable, "content")]
    [InlineData("text/plain;charset=utf-7", "61", RefusalCodes.SnapshotUnreadable, "content")]
    [InlineData("text/plain", "610062", RefusalCodes.SnapshotUnreadable, "content")]
    [InlineData("text/plain", "", RefusalCodes.Empty, "content")]
    [InlineData("text/plain", "200A", RefusalCodes.Empty, "content")]
    [InlineData("text/html", "3C7363726970743E61", RefusalCodes.Empty, "content")]
    [InlineData("application/pdf", "61", RefusalCodes.SnapshotMediaType, "mediaType")]
    [InlineData("text/plain;format=flowed", "61", RefusalCodes.SnapshotMediaType, "mediaType")]
    [InlineData("no type", "61", RefusalCodes.SnapshotMediaType, "mediaType")]
    [InlineData("", "61", RefusalCodes.SnapshotMediaType, "mediaType")]
    public void What_is_no_text_is_refused(string mediaType, string bytes, string code, string path)
    {
        var refusal = Assert.Single(Reader.Read(Take(mediaType, Convert.FromHexString(bytes))).Refusals);
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
    }

    [Fact]
    public void A_snapshot_is_as_large_as_it_may_be_and_no_larger()
    {
        var small = new SnapshotReader(new(MostBytes: 3));
        Assert.Empty(small.Read(Take("text/plain", [97, 97, 97])).Refusals);
        Assert.Equal(RefusalCodes.TooLong, Assert.Single(small.Read(Take("text/plain", [97, 97, 97, 97])).Refusals).Code);
    }

    [Theory]
    [InlineData("<i a=", ">", "<p>")]
    [InlineData("<x", ">", "</zz>")]
    [InlineData("<b>", "", "</i>")]
    [InlineData("<div>", "", "</b>")]
    [InlineData("<b><div>", "", "</b>")]
    [InlineData("<!--", "", "<")]
    [InlineData("&", "", "<a ")]
    public void A_page_that_is_nested_against_all_rules_takes_no_longer_than_another(string opening, string end, string closing)
    {
        var half = new StringBuilder();
        for (var i = 0; half.Length < 1 << 19; i++) half.Append(opening).Append(end.Length == 0 ? "" : i).Append(end);
        var html = half.ToString() + "y" + string.Concat(Enumerable.Repeat(closing, (1 << 19) / closing.Length - 1));
        var watch = Stopwatch.StartNew();
        Reader.Read(TakeSnapshot.OfText(default, html, "text/html", default));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }

    private static TakeSnapshot Take(string mediaType, byte[] bytes) => new(default, bytes, mediaType, default);
}
