using KnowledgeBase.Exchange.Facts;

namespace KnowledgeBase.Tests.Export;

/// <summary>No cell is a formula, and none is changed without a word.</summary>
public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1,a\r\n")]
    [InlineData("+33 1 23", "'+33 1 23,a\r\n")]
    [InlineData("-2", "'-2,a\r\n")]
    [InlineData("@SUM(A1)", "'@SUM(A1),a\r\n")]
    [InlineData("\t=1", "'\t=1,a\r\n")]
    [InlineData("\r=1", "\"'\r=1\",a\r\n")]
    [InlineData("\n=1", "\"'\n=1\",a\r\n")]
    [InlineData("＝1", "'＝1,a\r\n")]
    [InlineData("=\"a\",1", "\"'=\"\"a\"\",1\",a\r\n")]
    [InlineData("'=1", "'=1,\r\n")]
    [InlineData("a=1", "a=1,\r\n")]
    [InlineData("a,\"b\"\r\nc", "\"a,\"\"b\"\"\r\nc\",\r\n")]
    [InlineData("", ",\r\n")]
    [InlineData(null, ",\r\n")]
    public async Task A_text(string? text, string line)
    {
        using var written = new StringWriter();
        await new CsvWriter(written, ["a"]).Text(text).EndLineAsync();
        Assert.Equal(line, written.ToString());
        Assert.Equal(2, Assert.Single(Csv.Read(line)).Count);
    }

    [Fact]
    public async Task A_number_below_zero_is_a_number()
    {
        using var written = new StringWriter();
        await new CsvWriter(written, ["a", "b"]).Number(-2).Flag(true).EndLineAsync();
        Assert.Equal("-2,true,\r\n", written.ToString());
    }

    [Fact]
    public async Task A_line_has_a_cell_for_every_column() =>
        await Assert.ThrowsAsync<InvalidOperationException>(new CsvWriter(TextWriter.Null, ["a", "b"]).Text("a").EndLineAsync);
}
