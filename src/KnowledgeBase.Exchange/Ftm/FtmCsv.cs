using CsvHelper;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>The encoding that people publish statements in: every cell quoted, with the canonical id and the type of the property.</summary>
internal sealed class FtmCsv : FtmTable
{
    public override string Name => "ftm-csv";

    public override string Extension => ".statements.csv";

    protected override CsvQuoting Quoting => CsvQuoting.Always;

    protected override IReadOnlyList<string> Columns { get; } =
    [
        "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external", "first_seen", "last_seen", "id",
    ];

    private static readonly string[] Required = ["entity_id", "schema", "prop", "value", "dataset"];

    protected override IEnumerable<string?> Write(FtmStatement s) =>
    [
        s.CanonicalId, s.EntityId, s.Prop, s.PropType, s.Schema, s.Value, s.Dataset, s.Origin, s.Lang, s.OriginalValue, s.IsExternal ? "t" : "f", s.FirstSeen, s.LastSeen, s.Id,
    ];

    protected override FtmStatement? Read(Func<string, string?> row, out Refusal? wrong)
    {
        wrong = Required.Where(c => row(c) is null).Select(Needed).FirstOrDefault();
        return wrong is not null ? null : new(row("entity_id")!, row("schema")!, row("prop")!, row("value")!, row("dataset")!)
        {
            CanonicalId = row("canonical_id") ?? "", PropType = row("prop_type"), Origin = row("origin"), Lang = row("lang"), OriginalValue = row("original_value"),
            IsExternal = row("external") is "t" or "true" or "True" or "1", FirstSeen = row("first_seen"), LastSeen = row("last_seen"), Id = row("id"),
        };
    }
}
