using System.Globalization;
using System.Reflection;
using KnowledgeBase.GraphQL.Limiting;

namespace KnowledgeBase.Server;

/// <summary>The section <c>KnowledgeBase:Limits</c>: a key for each property of <see cref="LimitOptions"/>.</summary>
internal static class LimitSettings
{
    // What may be nothing at all.
    private static readonly string[] MayBeZero =
    [
        nameof(LimitOptions.WaitingOperations), nameof(LimitOptions.RequestsPerSecond), nameof(LimitOptions.AnonymousRequestsPerSecond),
        nameof(LimitOptions.PersistedDocuments), nameof(LimitOptions.CachedDocuments), nameof(LimitOptions.CachedAnswerBytes),
    ];

    private static readonly PropertyInfo[] Properties = typeof(LimitOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The keys, from <c>KnowledgeBase</c> on.</summary>
    public static IEnumerable<string> Keys => Properties.Select(p => $"Limits:{p.Name}");

    /// <exception cref="ConfigurationException">A value is not of its form.</exception>
    public static LimitOptions From(IConfigurationSection section)
    {
        var limits = new LimitOptions();
        foreach (var property in Properties)
        {
            if (section[$"Limits:{property.Name}"] is { Length: > 0 } text) property.SetValue(limits, Read(property, text));
        }

        if (limits.TrustedDocumentsOnly && limits.TrustedDocuments is null)
        {
            throw new ConfigurationException("KnowledgeBase:Limits:TrustedDocumentsOnly needs KnowledgeBase:Limits:TrustedDocuments, the folder of the documents.");
        }

        if (limits.TrustedDocuments is { } folder && !Directory.Exists(folder))
        {
            throw new ConfigurationException($"KnowledgeBase:Limits:TrustedDocuments names {folder}, which is no folder.");
        }

        if (limits.Origins().FirstOrDefault(o => !IsOrigin(o)) is { } origin)
        {
            throw new ConfigurationException($"KnowledgeBase:Limits:AllowedOrigins has “{origin}”, which is not of the form https://example.org.");
        }

        return limits;
    }

    // What a browser sends: nothing after host and port.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text;

    private static object Read(PropertyInfo property, string text)
    {
        if (property.PropertyType == typeof(string)) return text;
        if (property.PropertyType == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : throw new ConfigurationException($"KnowledgeBase:Limits:{property.Name} is true or false, not “{text}”.");
        }

        var least = MayBeZero.Contains(property.Name) ? 0 : 1;
        if (property.PropertyType == typeof(long))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) && large >= least
                ? large
                : throw new ConfigurationException($"KnowledgeBase:Limits:{property.Name} is a whole number, {least} or more, not “{text}”.");
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ConfigurationException($"KnowledgeBase:Limits:{property.Name} is a whole number, {least} or more, not “{text}”.");
    }
}
