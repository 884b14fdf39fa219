using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Server;
using KnowledgeBase.Tests.Contracts;
using Microsoft.Extensions.Configuration;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>The settings are those that docs/limits.md explains.</summary>
public sealed partial class LimitSettingsTests
{
    [Fact]
    public void Every_limit_is_documented_once_with_its_default()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Contract.Folder, "..", "docs", "limits.md")))
            .Select(m => (m.Groups["key"].Value, m.Groups["value"].Value.Trim('`', ' '))).Order();
        var settings = typeof(LimitOptions).GetProperties().Select(p => (p.Name, p.GetValue(new LimitOptions()) switch
        {
            null => "none",
            bool flag => flag ? "true" : "false",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        })).Order();
        Assert.Equal(settings, documented);
    }

    [Theory]
    [InlineData("Depth", "20")]
    [InlineData("WaitingOperations", "0")]
    [InlineData("Introspection", "false")]
    [InlineData("AllowedOrigins", "https://one.example;https://two.example")]
    public void A_setting_is_read(string key, string value)
    {
        var limits = Read(key, value).Limits;
        Assert.Equal(value, Convert.ToString(typeof(LimitOptions).GetProperty(key)!.GetValue(limits), CultureInfo.InvariantCulture), ignoreCase: true);
    }

    [Theory]
    [InlineData("Depth", "0")]
    [InlineData("Depth", "-1")]
    [InlineData("Depth", "many")]
    [InlineData("Introspection", "perhaps")]
    [InlineData("Deepness", "3")]
    [InlineData("TrustedDocuments", "/nowhere/at/all")]
    [InlineData("TrustedDocumentsOnly", "true")]
    [InlineData("AllowedOrigins", "example.org")]
    [InlineData("AllowedOrigins", "https://example.org/path")]
    [InlineData("AllowedOrigins", "*")]
    public void A_setting_that_cannot_be_is_refused_by_name(string key, string value) =>
        Assert.Contains($"KnowledgeBase:Limits:{key}", Assert.Throws<ConfigurationException>(() => Read(key, value)).Message, StringComparison.Ordinal);

    private static ServerOptions Read(string key, string value) =>
        ServerOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new($"KnowledgeBase:Limits:{key}", value)]).Build(), "/");

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z]+)` \| (?<value>[^|]*) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
