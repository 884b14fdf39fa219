using System.Text;
using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Interchange;

public sealed class WikidataTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Known = "https://en.topcor.ru/18904-rossija-i-francija-tajno-vyslali-diplomatov-drug-druga.html";

    /// <summary>Nobody's item: what it says is of the seeds, and its number is not given out.</summary>
    private static readonly string Person = Item(
        "Q9000000000001",
        """
        "labels":{"en":{"language":"en","value":"Georges Pâques"},"ru":{"language":"ru","value":"Жорж Пак"}},"descriptions":[],
        "aliases":{"fr":[{"language":"fr","value":"Pâques"}]},"sitelinks":[]
        """,
        Of("P31", Statement("P31", Entity("Q5"))),
        Of("P27", Statement("P27", Entity("Q142"), "preferred", $"\"qualifiers\":{Map(Of("P580", Snak("P580", Time("+00000001914-00-00T00:00:00Z", 9))), Of("P1310", Snak("P1310", Entity("Q1"))))},\"references\":[" + string.Join(
            ',',
            Reference(Of("P854", Snak("P854", Text($"{Known}?utm_source=x#y"))), Of("P813", Snak("P813", Time("+2021-03-05T00:00:00Z", 11)))),
            Reference(
                Of("P854", Snak("P854", Text("https://example.org/paques"))), Of("P1476", Snak("P1476", Monolingual("Le procès", "fr"))), Of("P577", Snak("P577", Time("+1964-07-00T00:00:00Z", 10))),
                Of("P248", Snak("P248", Entity("Q9000000000009"))), Of("P304", Snak("P304", Text("3")))),
            Reference(Of("P143", Snak("P143", Entity("Q8447")))),
            "{\"hash\":\"d\",\"snaks\":[]}") + "]")),
        Of("P106", Statement("P106", Entity("Q82955"), "deprecated"), Statement("P106", Entity("Q9000000000003")), Statement("P106", "somevalue")),
        Of("P569", Statement("P569", Time("+1914-01-29T00:00:00Z", 11))));

    [Fact]
    public async Task Statements_with_qualifiers_references_and_ranks_become_claims_with_sources()
    {
        var report = await server.ImportAsync("wikidata", Bytes(Person));
        Assert.Empty(report.Errors);
        Assert.Equal(ImportOutcome.Recorded, report.Outcome);

        Assert.Equal(["Georges Pâques"], await server.Rows("select label from model.entity where key = 'q9000000000001' and kind = 4"));
        Assert.Equal(
            ["401 | Georges Pâques |  | 1 | 2", "402 |  | FR | 3 | 1", "403 | politician |  | 1 | 3", $"403 |  |  | {(int)Stance.LeavesOpen} | 2"], await Claims("q9000000000001"));

        // The nationality is reported, according to three sources: one known under another key, one new one in something, one encyclopedia.
        Assert.Equal(["1914/ | Wikidata read its references on 2021-03-05."], await server.Rows("select valid, note from model.claim c join model.entity e on e.id = c.subject where e.key = 'q9000000000001' and property = 402 and c.rank = 1"));
        var chains = (await server.Rows("select attributed_to::text from model.claim c join model.entity e on e.id = c.subject where e.key = 'q9000000000001' and property = 402"))[0];
        foreach (var source in await server.Rows("select id from model.source where key in ('seed-topcor-en', 'https://example.org/paques', 'wikidata-q8447')")) Assert.Contains(source, chains, StringComparison.Ordinal);
        Assert.Equal(["1"], await server.Rows($"select count(*) from model.source where url = '{Known}' and kind = 2"));
        Assert.Equal(
            ["2 | Le procès | 1964-07 | fr | Wikidata item Q9000000000009"],
            await server.Rows("select s.kind, s.title, s.published, s.language, p.title from model.source s join model.source p on p.id = s.publisher where s.key = 'https://example.org/paques'"));

        var told = report.Told();
        Assert.Equal(
            (1, 1, 1, 1, 1, 1, 1),
            (told["aliases"], told["label.other"], told["qualifier.P1310"], told["reference.P304"], told["reference"], told["P106.value"], told["P569"]));
        Assert.DoesNotContain(told.Keys, k => k is "P27" or "P31");
    }

    [Fact]
    public async Task A_country_is_known_by_its_code_and_keeps_its_label()
    {
        var country = Item(
            "Q142", """
            "labels":{"en":{"language":"en","value":"The French Republic"},"zh-classical":{"language":"zh-classical","value":"法國"}}
            """,
            Of("P31", Statement("P31", Entity("Q6256"))), Of("P297", Statement("P297", Text("FR"))), Of("P463", Statement("P463", Entity("Q9000000000010"))),
            Of("P576", Statement("P576", "novalue")), Of("P1448", Statement("P1448", Monolingual("République française", "fr"))));
        var organisation = Item("Q9000000000010", "\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"An alliance\"}}", Of("P31", Statement("P31", Entity("Q1127126"))));
        // A dump: the organisation is named before it is described.
        var report = await server.ImportAsync("wikidata", Bytes($"[\n{country},\n{organisation}\n]\n"));
        Assert.Empty(report.Errors);
        Assert.Equal(["France"], await server.Rows($"select label from model.entity where key = 'FR' and until = {long.MaxValue}"));
        Assert.Equal(["An alliance"], await server.Rows($"select label from model.entity where key = 'q9000000000010' and until = {long.MaxValue}"));
        var claims = await server.Rows("""
            select c.property, c.stance, coalesce(c.value ->> 'text', v.key, '') from model.claim c join model.entity e on e.id = c.subject join model.source s on s.id = c.source
            left join model.entity v on v.id = c.value_entity and v.until = 9223372036854775807 where e.key = 'FR' and s.key = 'wikidata' and e.until = 9223372036854775807 order by 1, 3
            """);
        Assert.Equal([$"101 | {(int)Stance.Asserts} | The French Republic", "102 | 1 | République française", $"103 | {(int)Stance.Denies} | ", "104 | 1 | q9000000000010"], claims);
        Assert.Equal(1, report.Told()["label.language"]);
    }

    [Theory]
    [InlineData("+2018-03-26T00:00:00Z", 11, "2018-03-26")]
    [InlineData("+2018-03-00T00:00:00Z", 10, "2018-03")]
    [InlineData("+00000002018-00-00T00:00:00Z", 9, "2018")]
    [InlineData("+2018-01-01T00:00:00Z", 9, "2018")]
    [InlineData("+2010-00-00T00:00:00Z", 8, "201X")]
    [InlineData("+1900-00-00T00:00:00Z", 7, null)]
    [InlineData("-0044-03-15T00:00:00Z", 11, null)]
    [InlineData("+2018-02-31T00:00:00Z", 11, null)]
    [InlineData("+2018-00-00T00:00:00Z", 11, null)]
    [InlineData("+99999-01-01T00:00:00Z", 9, null)]
    public async Task A_point_in_time_has_its_precision(string time, int precision, string? edtf) => Assert.Equal(edtf, await Dissolved(Time(time, precision)));

    [Fact]
    public async Task The_julian_calendar_is_told()
    {
        Assert.Null(await Dissolved(Time("+1917-10-25T00:00:00Z", 11, "Q1985786")));
        var unfit = (await server.ReadAsync("wikidata", Bytes(Dissolution(Time("+1917-10-25T00:00:00Z", 11, "Q1985786"))))).SelectMany(r => r.Unfit).ToList();
        Assert.Contains(unfit, u => u.What == "P576.value" && u.Why.Contains("Julian", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_entity_several_a_dump_and_a_document_over_many_lines_give_the_same()
    {
        var other = Item("Q9000000000002", "\"labels\":[]", Of("P31", Statement("P31", Entity("Q5"))), Of("P106", Statement("P106", Entity("Q193391"))));
        async Task<List<string>> Read(string text) => [.. (await server.ReadAsync("wikidata", Bytes(text))).Select(r => string.Join(", ", r.Commands.Select(c => c.GetType().Name).Concat(r.Unfit.Select(u => u.What)).Concat(r.Wrong.Select(w => w.Code))))];
        var expected = await Read($"{Person}\n{other}\n");
        Assert.Equal(expected, await Read($"[\n{Person},\n{other}\n]\n"));
        Assert.Equal(expected, await Read("{\"entities\":" + Map(("Q9000000000001", Person), ("Q9000000000002", other)) + "}"));
        Assert.Equal(expected, await Read("{\n  \"entities\": {\n    \"Q9000000000001\": " + Person + ",\n    \"Q9000000000002\": " + other + "\n  }\n}\n"));
        Assert.Equal(expected, await Read($"[{Person},{other}]"));
    }

    [Fact]
    public async Task What_is_no_item_is_told_and_what_is_no_entity_is_wrong()
    {
        var records = await server.ReadAsync("wikidata", Bytes("""
            [
            {"id":"Q3",
            {"type":"property","id":"P31","labels":{}},
            {"type":"item","id":"Q1","labels":{},"claims":[]},
            {"type":"item","id":"X"},
            nonsense,
            {"id":"Q2","missing":""}
            ]
            """));
        Assert.Equal(["2 NOT_JSON", "3 entity.property", "4 item.class", "5 MISSING_FIELD", "6 NOT_JSON", "7 entity.missing"], records.Select(r => $"{r.Line} {string.Join(' ', r.Unfit.Select(u => u.What).Concat(r.Wrong.Select(w => w.Code)))}"));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        Gen.Byte.Array[0, 120].Sample(bytes => { server.ReadAsync("wikidata", bytes).GetAwaiter().GetResult(); }, iter: 300);
        var item = Bytes(Person);
        // Cut off, and with one byte changed.
        Gen.Select(Gen.Int[0, item.Length - 1], Gen.Byte, Gen.Bool).Sample(
            (at, value, cut) =>
            {
                var bytes = cut ? item[..at] : [.. item[..at], value, .. item[(at + 1)..]];
                server.ReadAsync("wikidata", bytes).GetAwaiter().GetResult();
            }, iter: 300);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<string?> Dissolved(string value) => (await server.ReadAsync("wikidata", Bytes(Dissolution(value))))
        .SelectMany(r => r.Commands).OfType<AssertClaim>().Where(c => c.Property == "Country.dissolvedOn").Select(c => ((DateValue)c.Value!).Date.Text).SingleOrDefault();

    private static string Dissolution(string value) =>
        Item("Q142", "\"labels\":{}", Of("P31", Statement("P31", Entity("Q6256"))), Of("P576", Statement("P576", value)));

    private Task<List<string>> Claims(string key) => server.Rows($"""
        select c.property, c.value ->> 'text', v.key, c.stance, c.rank from model.claim c join model.entity e on e.id = c.subject
        left join model.entity v on v.id = c.value_entity and v.until = {long.MaxValue} where e.key = '{key}' and e.until = {long.MaxValue} and c.until = {long.MaxValue} order by 1, 2, 4
        """);

    private static string Item(string id, string around, params IEnumerable<(string, string)> claims) =>
        ("{\"type\":\"item\",\"id\":\"" + id + "\"," + around + ",\"claims\":" + Map(claims) + ",\"lastrevid\":1}").ReplaceLineEndings(" ");

    private static (string Name, string Json) Of(string name, params IEnumerable<string> items) => (name, $"[{string.Join(',', items)}]");

    private static string Map(params IEnumerable<(string Name, string Json)> members) => "{" + string.Join(',', members.Select(m => $"\"{m.Name}\":{m.Json}")) + "}";

    private static string Reference(params IEnumerable<(string, string)> snaks) => "{\"hash\":\"h\",\"snaks\":" + Map(snaks) + ",\"snaks-order\":[]}";

    /// <param name="value">The data value, or the type of a snak without one.</param>
    private static string Statement(string property, string value, string rank = "normal", string? rest = null) =>
        "{\"mainsnak\":" + Snak(property, value) + ",\"type\":\"statement\",\"id\":\"Q$1\",\"rank\":\"" + rank + "\"" + (rest is null ? "" : $",{rest}") + "}";

    private static string Snak(string property, string value) => value is "somevalue" or "novalue"
        ? "{\"snaktype\":\"" + value + "\",\"property\":\"" + property + "\"}"
        : "{\"snaktype\":\"value\",\"property\":\"" + property + "\",\"hash\":\"h\",\"datavalue\":" + value + ",\"datatype\":\"x\"}";

    private static string Text(string text) => "{\"value\":\"" + text + "\",\"type\":\"string\"}";

    private static string Monolingual(string text, string language) => "{\"value\":{\"text\":\"" + text + "\",\"language\":\"" + language + "\"},\"type\":\"monolingualtext\"}";

    private static string Entity(string id) => "{\"value\":{\"entity-type\":\"item\",\"numeric-id\":1,\"id\":\"" + id + "\"},\"type\":\"wikibase-entityid\"}";

    private static string Time(string time, int precision, string calendar = "Q1985727") =>
        "{\"value\":{\"time\":\"" + time + "\",\"timezone\":0,\"before\":0,\"after\":0,\"precision\":" + precision + ",\"calendarmodel\":\"http://www.wikidata.org/entity/" + calendar + "\"},\"type\":\"time\"}";
}
