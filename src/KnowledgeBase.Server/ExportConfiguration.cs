using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Server;

/// <summary>The section <c>KnowledgeBase:Export</c> of the configuration.</summary>
internal static class ExportConfiguration
{
    public static IReadOnlyList<string> Keys { get; } = ["Export:License", "Export:Site", "Export:Publisher"];

    /// <exception cref="ConfigurationException">A value is not of its form.</exception>
    public static ExportSettings From(IConfigurationSection section)
    {
        var settings = new ExportSettings(Address(section, "Export:License"), Address(section, "Export:Site"));
        return section["Export:Publisher"] is { Length: > 0 } publisher ? settings with { Publisher = publisher } : settings;
    }

    private static Uri? Address(IConfigurationSection section, string key)
    {
        if (section[key] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new ConfigurationException($"KnowledgeBase:{key} is an address that begins with http:// or https://, not “{text}”.");
    }
}
