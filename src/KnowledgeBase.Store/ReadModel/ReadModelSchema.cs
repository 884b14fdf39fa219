using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Store.ReadModel;

/// <summary>What the read model's tables are, in whichever schema they are made.</summary>
public static partial class ReadModelSchema
{
    /// <summary>Upper bound of a version that still stands.</summary>
    public const string Forever = "9223372036854775807";

    /// <summary>The schema of the read model that is in use.</summary>
    public const string InUse = "model";

    /// <summary>Every table of versions.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "model.entity", "model.merge", "model.identity_judgement", "model.source", "model.citation", "model.independence", "model.claim", "model.snapshot", "model.quotation", "model.fact", "model.expulsion",
    ];

    /// <summary>The table of the position that the rows show.</summary>
    public const string Shown = InUse + ".shown";

    /// <summary>What lenses keep of their own. It goes when the read model does.</summary>
    public static IReadOnlyList<string> LensTables { get; } = ["lens.view", "lens.claim_out", "lens.source_out", "lens.fact_effect"];

    /// <summary>Raised whenever the same events would give other rows; the read model is then rebuilt at the next start.</summary>
    private const int ProjectionVersion = 2;

    private static readonly Lazy<string> Script = new(() =>
    {
        using var stream = typeof(ReadModelSchema).Assembly.GetManifestResourceStream("KnowledgeBase.Store.ReadModel.schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    // No text in the script has two hyphens or a semicolon in quotation marks.
    private static readonly Lazy<IReadOnlyList<string>> Statements = new(() =>
        [.. Comment().Replace(Script.Value, "").Split(';').Select(s => s.Trim()).Where(s => s.Length > 0)]);

    /// <summary>Of the script and of the projection's rules: another one means that the rows have to be made anew.</summary>
    public static string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(ProjectionVersion.ToString(CultureInfo.InvariantCulture) + Script.Value)));

    /// <summary>Makes a schema with the functions and tables, and with their keys, but without indexes.</summary>
    public static string TablesIn(string schema) =>
        $"{string.Join("; ", Statements.Value.Where(s => !IsOfLenses(s) && IndexName(s) is null).Select(s => In(schema, s)))}; insert into {schema}.about values ('{Fingerprint}'); insert into {schema}.shown (position) values (0)";

    /// <summary>The indexes by name, each made unless it is there.</summary>
    public static IReadOnlyDictionary<string, string> IndexesIn(string schema) => Statements.Value
        .Where(s => IndexName(s) is not null).ToDictionary(s => IndexName(s)!, s => In(schema, s).Replace(" index ", " index if not exists ", StringComparison.Ordinal));

    /// <summary>Makes the schema of what lenses keep.</summary>
    public static string Lenses { get; } = string.Join("; ", Statements.Value.Where(IsOfLenses));

    private static bool IsOfLenses(string statement) => statement.StartsWith("create schema lens", StringComparison.Ordinal) || statement.StartsWith("create table lens.", StringComparison.Ordinal)
        || statement.StartsWith("create unique index view_key", StringComparison.Ordinal);

    private static string? IndexName(string statement) => !IsOfLenses(statement) && Index().Match(statement) is { Success: true } match ? match.Groups[1].Value : null;

    private static string In(string schema, string statement) => schema == InUse ? statement : InUseName().Replace(statement, schema);

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^create (?:unique )?index (\w+)")]
    private static partial Regex Index();

    [GeneratedRegex(@"\bmodel\b(?=\.|$)")]
    private static partial Regex InUseName();
}
