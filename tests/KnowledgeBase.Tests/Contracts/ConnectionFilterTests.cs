using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Every list can be filtered, and filters compose; a list that cannot has its reason in decision 023.</summary>
public sealed partial class ConnectionFilterTests
{
    [Fact]
    public void Every_connection_has_a_filter_that_composes_or_a_named_reason()
    {
        var reasons = Reasons();
        Assert.NotEmpty(reasons);
        var (missing, used) = (new List<string>(), new HashSet<string>());
        foreach (var (type, field) in Connections())
        {
            if (Names(type, field).Where(reasons.Contains).ToList() is { Count: > 0 } named) used.UnionWith(named);
            else if (field.Arguments?.Find("filter")?.ResolvedType is not IInputObjectGraphType filter) missing.Add($"{type.Name}.{field.Name}");
            else AssertComposes(filter);
        }

        Assert.Empty(missing);
        // A reason goes when its list gets a filter.
        Assert.Equal(reasons.Order(), used.Order());
    }

    [Fact]
    public void A_list_with_a_reason_has_no_filter() => Assert.DoesNotContain(
        Connections(), c => Names(c.Type, c.Field).Any(Reasons().Contains) && c.Field.Arguments?.Find("filter") is not null);

    private static void AssertComposes(IInputObjectGraphType filter)
    {
        Assert.EndsWith("Filter", filter.Name, StringComparison.Ordinal);
        foreach (var (combinator, type) in new[] { ("and", $"[{filter.Name}!]"), ("or", $"[{filter.Name}!]"), ("not", filter.Name) })
        {
            Assert.Equal(type, filter.Fields.Find(combinator)?.ResolvedType?.ToString());
        }
    }

    /// <summary>A field is named by its type or by an interface that it has it from.</summary>
    private static IEnumerable<string> Names(IComplexGraphType type, FieldType field) =>
        (type is IObjectGraphType o ? o.ResolvedInterfaces.Where(i => i.Fields.Find(field.Name) is not null).Select(i => i.Name) : []).Append(type.Name)
        .Select(name => $"{name}.{field.Name}");

    private static List<(IComplexGraphType Type, FieldType Field)> Connections()
    {
        // Nothing is resolved from it, so no database is needed.
        using var services = new ServiceCollection().AddLogging().AddKnowledgeBaseReading().AddKnowledgeBaseGraphQL().BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        return [.. schema.AllTypes.OfType<IComplexGraphType>().Where(t => t is not IInputObjectGraphType)
            .SelectMany(t => t.Fields.Where(f => f.ResolvedType!.GetNamedType().Name.EndsWith("Connection", StringComparison.Ordinal)).Select(f => (t, f)))];
    }

    private static HashSet<string> Reasons() => [.. Row()
        .Matches(File.ReadAllText(Path.Combine(Contract.Folder, "..", "docs", "decisions", "023-for-front-ends.md")))
        .SelectMany(m => Name().Matches(m.Groups["fields"].Value).Select(f => f.Groups["field"].Value))];

    [GeneratedRegex(@"^\| (?<fields>`\w+\.\w+`(?:, `\w+\.\w+`)*) \| [^|]{20,} \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<field>\w+\.\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
