using System.Text;
using CsCheck;
using KnowledgeBase.Exchange.Ftm;

namespace KnowledgeBase.Tests.Interchange;

public sealed class FtmStatementTests
{
    private const string Header = "\"canonical_id\",\"entity_id\",\"prop\",\"prop_type\",\"schema\",\"value\",\"dataset\",\"origin\",\"lang\",\"original_value\",\"external\",\"first_seen\",\"last_seen\",\"id\"\n";

    private static readonly Gen<string> Text = Gen.Select(
        Gen.OneOf(Gen.Const("Élise \"of\" Прага, 東京 😀"), Gen.Const("a\nb"), Gen.Const(" x "), Gen.Const("=1"), Gen.Const("\\\t\u0001"), Gen.String[Gen.Char['a', 'z'], 1, 9]),
        Gen.String[Gen.Char["ab,\"\n\r;'\\\t é"], 0, 9], (a, b) => a + b);

    private static readonly Gen<string?> Optional = Gen.OneOf(Gen.Const((string?)null), Text.Select(t => (string?)t));

    private static readonly Gen<FtmStatement> Statements =
        from entity in Text
        from schema in OneOf("Person", "Event")
        from prop in OneOf("name", "notes", "id")
        from value in Text
        from dataset in OneOf("a_list", "another")
        from canonical in Optional
        from lang in OneOf<string?>(null, "eng", "fra")
        from original in Optional
        from origin in Optional
        from external in Gen.Bool
        from first in OneOf<string?>(null, "2021-03-01T00:00:00")
        from last in OneOf<string?>(null, "2022-03-01T00:00:00")
        select new FtmStatement(entity, schema, prop, value, dataset)
        {
            CanonicalId = canonical ?? "", Lang = lang, OriginalValue = original, Origin = origin, IsExternal = external, FirstSeen = first, LastSeen = last,
        }.WithId();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Encodings => ["ftm-csv", "ftm-jsonl", "ftm-pack"];

    [Theory]
    [InlineData(null, false, "e6d55fd153c599b8f2bb6a2b48d7bc7484159e41")]
    [InlineData("eng", false, "81658b4ee908ae0f4e901ae232e2de77d5e60a57")]
    [InlineData(null, true, "15bcbbf4a81633647c123e29b4f2f68419c2565f")]
    public void The_id_follows_the_rule_of_the_format(string? lang, bool external, string id) =>
        Assert.Equal(id, FtmStatement.IdOf("test-dataset", "entity1", "name", "Alice", lang, external));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Whatever_is_written_is_read_again_and_written_again_to_the_letter(string encoding) =>
        Statements.Array[0, 8].Sample(
            written =>
            {
                var bytes = Write(encoding, written);
                var read = Read(encoding, bytes);
                Assert.All(read, l => Assert.Null(l.Wrong));
                // A pack file has neither the canonical id nor the type.
                var expected = encoding == "ftm-pack" ? written.Select(s => s with { CanonicalId = s.EntityId }) : written;
                Assert.Equal(expected, read.Select(l => l.Statement!));
                Assert.Equal(bytes, Write(encoding, [.. read.Select(l => l.Statement!)]));
            },
            iter: 300);

    [Fact]
    public void A_file_is_to_the_letter_what_the_formats_own_writer_gives()
    {
        var statement = new FtmStatement("kb-person-x", "Person", "name", "Anna \"A\" Muster", "a_list")
        {
            CanonicalId = "Q1", PropType = "name", Lang = "deu", FirstSeen = "2021-03-01", Origin = "a-list",
        }.WithId();
        var id = statement.Id;
        Assert.Equal(
            $"{Header}\"Q1\",\"kb-person-x\",\"name\",\"name\",\"Person\",\"Anna \"\"A\"\" Muster\",\"a_list\",\"a-list\",\"deu\",\"\",\"f\",\"2021-03-01\",\"2021-03-01\",\"{id}\"\n",
            Encoding.UTF8.GetString(Write("ftm-csv", [statement])));
        Assert.Equal(
            "entity_id,prop,value,dataset,lang,original_value,origin,external,first_seen,last_seen,id\n"
            + $"kb-person-x,Person:name,\"Anna \"\"A\"\" Muster\",a_list,deu,,a-list,,2021-03-01,2021-03-01,{id}\n",
            Encoding.UTF8.GetString(Write("ftm-pack", [statement])));
        Assert.Equal(
            """{"canonical_id":"Q1","entity_id":"kb-person-x","prop":"name","schema":"Person","value":"Anna \"A\" Muster","dataset":"a_list","lang":"deu","original_value":null,"""
            + $$"""
            "first_seen":"2021-03-01","last_seen":"2021-03-01","external":false,"origin":"a-list","id":"{{id}}"}

            """,
            Encoding.UTF8.GetString(Write("ftm-jsonl", [statement])));
    }

    [Fact]
    public void Every_bad_line_is_told_with_its_number_and_the_others_are_read()
    {
        var good = "\"\",\"p\",\"name\",\"name\",\"Person\",\"A\nB\",\"d\",\"\",\"\",\"\",\"f\",\"\",\"\",\"\"\n";
        var bytes = Encoding.UTF8.GetBytes($"{Header}{good}\"\",\"\",\"name\",\"name\",\"Person\",\"A\",\"d\",\"\",\"\",\"\",\"f\",\"\",\"\",\"\"\nx\n{good}");
        Assert.Equal([(2, ""), (4, "MISSING_FIELD"), (5, "MISSING_FIELD"), (6, "")], Read("ftm-csv", bytes).Select(l => (l.Line, l.Wrong?.Code ?? "")));

        var json = Encoding.UTF8.GetBytes("{\"entity_id\":\"p\",\"schema\":\"Person\",\"prop\":\"name\",\"value\":1,\"dataset\":\"d\"}\n\n[]\nx\n{\"entity_id\":\"p\",\"schema\":\"Person\",\"prop\":\"name\",\"value\":\"x\",\"dataset\":\"d\"}");
        Assert.Equal([(1, "WRONG_TYPE"), (3, "NOT_JSON"), (4, "NOT_JSON"), (5, "")], Read("ftm-jsonl", json).Select(l => (l.Line, l.Wrong?.Code ?? "")));

        Assert.Equal([(1, "MALFORMED"), (2, "")], Read("ftm-pack", "p,name,A,d,,,t,,,\np,Person:name,A,d,,,t,t,,\n"u8.ToArray()).Select(l => (l.Line, l.Wrong?.Code ?? "")));
        Assert.Equal("UNKNOWN_FORMAT", Assert.Single(Read("ftm-csv", "a,b\n"u8.ToArray())).Wrong!.Code);
        Assert.Equal("NOT_UTF8", Assert.Single(Read("ftm-csv", [.. Encoding.UTF8.GetBytes(Header), 0xff, (byte)'\n'])).Wrong!.Code);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void No_bytes_make_it_throw(string encoding) => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            Read(encoding, bytes);
            Read(encoding, [.. Write(encoding, [new("p", "Person", "name", "A", "d")]), .. bytes]);
        }, iter: 500);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static FtmEncoding Of(string name) => new[] { FtmEncoding.Csv, FtmEncoding.JsonLines, FtmEncoding.Pack }.Single(e => e.Name == name);

    private static byte[] Write(string encoding, IReadOnlyList<FtmStatement> statements) => Task.Run(async () =>
    {
        using var output = new MemoryStream();
        await using var writer = Of(encoding).WriteTo(output);
        foreach (var statement in statements) await writer.WriteAsync(statement, Cancel);
        await writer.FinishAsync(Cancel);
        return output.ToArray();
    }).GetAwaiter().GetResult();

    private static List<FtmLine> Read(string encoding, byte[] bytes) => Task.Run(async () =>
    {
        var lines = new List<FtmLine>();
        await foreach (var line in Of(encoding).ReadAsync(new MemoryStream(bytes), Cancel)) lines.Add(line);
        return lines;
    }).GetAwaiter().GetResult();
}
