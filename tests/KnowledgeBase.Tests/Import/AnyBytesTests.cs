using System.Text;
using System.Text.Json;
using CsCheck;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Import;

/// <summary>Whatever comes, a report goes back: nothing throws.</summary>
public sealed class AnyBytesTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Setting = """
        {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
        {"record":"entity","kind":"EXPULSION","key":"x1","label":"An expulsion"}
        {"record":"source","key":"site","kind":"ARTICLE","title":"A site"}
        {"record":"source","key":"paper","kind":"ARTICLE","title":"A paper"}
        {"record":"claim","ref":"c1","subject":"expulsion:x1","property":"Expulsion.headcount","value":3,"stance":"REPORTS","source":"site"}

        """;

    // {0} is where something else is put.
    private static readonly string[] Lines =
    [
        """{"record":"entity","kind":"PERSON","key":{0},"label":"x"}""",
        """{"record":"entity","kind":"PERSON","key":"p1","label":{0}}""",
        """{"record":"source","key":"s1","kind":{0},"title":"x"}""",
        """{"record":"source","key":"s2","kind":"ARTICLE","title":{0}}""",
        """{"record":"source","key":"s3","kind":"ARTICLE","title":"x","url":{0}}""",
        """{"record":"source","key":"s4","kind":"ARTICLE","title":"x","publishedOn":{0}}""",
        """{"record":"source","key":"s5","kind":"ARTICLE","title":"x","language":{0},"publisher":{0}}""",
        """{"record":"citation","source":"site","cites":"paper","manner":"QUOTES","note":{0}}""",
        """{"record":"claim","subject":{0},"property":"Expulsion.headcount","value":3,"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":{0},"value":3,"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.headcount","value":{0},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.announcedOn","value":{0},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.measure","value":{0},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.statedReason","value":{0},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"country:FR","property":"Country.name","value":{"text":{0},"language":{0}},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.expellingParty","value":{0},"stance":"ASSERTS","source":"site"}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.headcount","value":4,"stance":"ASSERTS","source":"site","attributedTo":[[{0}]],"statedOn":{0},"note":{0}}""",
        """{"record":"claim","subject":"expulsion:x1","property":"Expulsion.headcount","value":5,"stance":"ASSERTS","source":"site","quotation":{"exact":"x","prefix":{0}},"readIn":{0}}""",
        """{"record":"credibility","claim":"c1","grade":{0},"reason":"x"}""",
        """{"record":"rank","claim":{0},"rank":"NORMAL","reason":{0}}""",
        """{"record":"independence","sources":{0},"verdict":"DEPENDENT","reason":"x"}""",
        """{"record":"withdrawal","claim":"c1","reason":"x","supersededBy":{0}}""",
        """{"record":{0}}""",
        """{{0}:1}""",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\\u0000", "3 persons\\u0000", "2021\\u0000", "\\ud83d", "\\udc00 x", "\\u202e", "2021-02-30", "9999-12-31/..", "-1", "https://a.b/\\u0000", "country:FR", "country:",
        ":", "expulsion:x1", "person:\\u0000", "site", "c1", "fr", "00000000-0000-0000-0000-000000000000", "99999999999999999999", "over 99999999999", "\\u00e9\\u0301", "\\uffff",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "3.5", "9223372036854775808", "[]", "[[]]", "{}", "[\"site\",\"paper\"]", "[\"site\",1]", "{\"text\":\"x\"}",
        $"\"{new string('x', 12_000)}\"", .. Texts.Select(t => $"\"{t}\""),
    ];

    private Importer Importer => server.Services.GetRequiredService<Importer>();

    [Fact]
    public void No_bytes_whatever_make_it_throw() => Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.String[0, 100].Select(Encoding.UTF8.GetBytes),
            Gen.Char["{}[]\":,\\urecord01\n "].Array[0, 120].Select(c => Encoding.UTF8.GetBytes(new string(c))))
        .Sample(bytes =>
        {
            var report = Import(bytes, isDryRun: true);
            return report.IsRefused == report.ErrorCount > 0 && report.Errors.All(e => e.Line > 0);
        }, iter: 3_000);

    [Fact]
    public void No_value_in_any_place_makes_it_throw_whether_or_not_it_is_recorded()
    {
        foreach (var (line, value) in Lines.SelectMany(l => Values.Select(v => (l, v)))) Put(line, value);
        Gen.Select(Gen.Int[0, Lines.Length - 1], Gen.String[0, 40]).Sample(
            (line, text) => Put(Lines[line], JsonSerializer.Serialize(text)), iter: 200, threads: 1);
    }

    /// <summary>Either it is recorded, or the errors are in its line: the lines before it are right.</summary>
    private void Put(string line, string value)
    {
        var report = Import(Encoding.UTF8.GetBytes(Setting + line.Replace("{0}", value, StringComparison.Ordinal)));
        Assert.All(report.Errors, e => Assert.Equal(6, e.Line));
    }

    private ImportReport Import(byte[] bytes, bool isDryRun = false) =>
        Importer.ImportAsync([new("any.jsonl", () => new MemoryStream(bytes))], new("importer", isDryRun)).GetAwaiter().GetResult();
}
