using System.Reflection;
using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.Store.Archive;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>docs/errors.md, the code and the schema know the same codes.</summary>
public sealed partial class ErrorDocumentationTests
{
    private static readonly string[] Refusals = Constants(typeof(RefusalCodes));
    private static readonly string[] Others = Constants(typeof(ErrorCodes));

    private static readonly string[] Imports = [.. Constants(typeof(ImportCodes)), .. Constants(typeof(ArchiveCodes))];

    [Fact]
    public void Every_code_is_explained_once_and_nothing_else_is()
    {
        var documented = Rows().Select(r => r.Code).ToList();
        Assert.Equal(Refusals.Concat(Others).Concat(Imports).Order(), documented.Order());
    }

    [Fact]
    public void Every_refusal_is_explained_with_the_type_that_payloads_give_it()
    {
        var rows = Rows().Where(r => r.Second.EndsWith("Error`", StringComparison.Ordinal)).ToDictionary(r => r.Code, r => r.Second.Trim('`'));
        Assert.Equal(Refusals.Append(ErrorCodes.InvalidId).Order(), rows.Keys.Order());
        Assert.All(rows, r => Assert.Equal($"{UserError.KindOf(r.Key)}Error", r.Value));
    }

    [Fact]
    public void The_schema_has_every_code_that_a_payload_can_show() =>
        Assert.Equal(Refusals.Append(ErrorCodes.InvalidId).Order(), new ErrorCodeType().Values.Select(v => v.Name).Order());

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    private static IEnumerable<(string Code, string Second)> Rows() => Row().Matches(File.ReadAllText(Path.Combine(Contract.Folder, "..", "docs", "errors.md")))
        .Select(m => (m.Groups["code"].Value, m.Groups["second"].Value));

    [GeneratedRegex(@"^\| `(?<code>[A-Z_0-9]+)` \| (?<second>[^|]*) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
