using CsvHelper;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>The encoding within pipelines: short, before entities are matched, so that there is no canonical id. Older files have no header.</summary>
internal sealed class FtmPackCsv : FtmTable
{
    public override string Name => "ftm-pack";

    public override string Extension => ".pack.csv";

    protected override CsvQuoting Quoting => CsvQuoting.WhenNeeded;

    protected override IReadOnlyList<string> Columns { get; } =
        ["entity_id", "prop", "value", "dataset", "lang", "original_value", "origin", "external", "first_seen", "last_seen", "id"];

    protected override IReadOnlyList<string> ColumnsWithoutHeader { get; } =
        ["entity_id", "prop", "value", "dataset", "lang", "original_value", "target", "external", "first_seen", "last_seen"];

    private static readonly string[] Required = ["entity_id", "prop", "value", "dataset"];

    /// <remarks>An id is needed here: who reads the file merges by it.</remarks>
    protected override IEnumerable<string?> Write(FtmStatement s) =>
    [
        s.EntityId, $"{s.Schema}:{s.Prop}", s.Value, s.Dataset, s.Lang, s.OriginalValue, s.Origin, s.IsExternal ? "t" : null, s.FirstSeen, s.LastSeen, s.Id ?? s.WithId().Id,
    ];

    protected override FtmStatement? Read(Func<string, string?> row, out Refusal? wrong)
    {
        wrong = Required.Where(c => row(c) is null).Select(Needed).FirstOrDefault();
        if (wrong is not null) return null;
        var names = row("prop")!.Split(':');
        if (names.Length != 2 || names[0].Length == 0 || names[1].Length == 0)
        {
            wrong = new(RefusalCodes.Malformed, "A property is written with its schema, such as Person:name.", "prop");
            return null;
        }

        return new(row("entity_id")!, names[0], names[1], row("value")!, row("dataset")!)
        {
            Origin = row("origin"), Lang = row("lang"), OriginalValue = row("original_value"),
            IsExternal = row("external") == "t", FirstSeen = row("first_seen"), LastSeen = row("last_seen"), Id = row("id"),
        };
    }
}
