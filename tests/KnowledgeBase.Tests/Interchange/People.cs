using System.Text;
using KnowledgeBase.Exchange.Ftm;

namespace KnowledgeBase.Tests.Interchange;

/// <summary>Files of others' formats with many people: the name, the nationality and the occupation of each, so three claims.</summary>
internal static class People
{
    public const int Claims = 3;

    public static string Id(int number) => $"Q91000000{number:00000}";

    /// <summary>With a record of which nothing can be made in the line that <see cref="BadLine"/> is.</summary>
    public static async Task<byte[]> FileAsync(string format, int count, CancellationToken cancellation)
    {
        if (format is not ("wikidata" or "ftm-entities"))
        {
            var text = Encoding.UTF8.GetString(await FtmFiles.WriteAsync(format, [.. Enumerable.Range(0, count).SelectMany(Statements)], cancellation));
            var lines = text.Split('\n').ToList();
            lines.Insert(BadLine - 1, format == "ftm-jsonl" ? "{}" : string.Join(',', lines[0].Split(',').Select(_ => "\"\"")));
            return Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }

        var items = Enumerable.Range(0, count).Select(i => format == "wikidata" ? Item(i) : Entity(i)).ToList();
        items.Insert(BadLine - 1, "{}");
        return Encoding.UTF8.GetBytes(string.Join('\n', items) + "\n");
    }

    /// <summary>In the middle of what one batch records.</summary>
    public const int BadLine = 41;

    private static IEnumerable<FtmStatement> Statements(int number)
    {
        FtmStatement Said(string prop, string value) => new(Id(number), "Person", prop, value, "people");
        return [Said("id", Id(number)), Said("name", Name(number)), Said("nationality", "fr"), Said("position", "clerk")];
    }

    private static string Entity(int number) =>
        $$$"""{"id":"{{{Id(number)}}}","caption":"{{{Name(number)}}}","schema":"Person","properties":{"name":["{{{Name(number)}}}"],"nationality":["fr"],"position":["clerk"]},"datasets":["people"]}""";

    private static string Item(int number) =>
        $$$"""{"type":"item","id":"{{{Id(number)}}}","labels":{"en":{"language":"en","value":"{{{Name(number)}}}"}},"claims":{"P31":[{{{Statement("P31", "Q5")}}}],"P27":[{{{Statement("P27", "Q142")}}}],"P106":[{{{Statement("P106", "Q82955")}}}]}}""";

    private static string Statement(string property, string item) =>
        $$$"""{"mainsnak":{"snaktype":"value","property":"{{{property}}}","datavalue":{"value":{"entity-type":"item","id":"{{{item}}}"},"type":"wikibase-entityid"}},"type":"statement","id":"Q$1","rank":"normal"}""";

    // No two alike: identity candidates are not what is looked at.
    private static string Name(int number) => $"Person {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)))[..12]}";
}
