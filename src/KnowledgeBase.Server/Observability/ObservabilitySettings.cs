using System.Globalization;
using KnowledgeBase.GraphQL.Observability;

namespace KnowledgeBase.Server.Observability;

/// <summary>Who may read <c>/metrics</c>.</summary>
public enum MetricsReaders
{
    /// <summary>Programs on this machine, not through a proxy.</summary>
    Loopback,

    /// <summary>Whoever reaches the server.</summary>
    Everyone,

    /// <summary>Nobody: there is no such address.</summary>
    Nobody,
}

/// <summary>The section <c>KnowledgeBase:Observability</c>, and OpenTelemetry's own <c>OTEL_EXPORTER_OTLP_…</c>.</summary>
public sealed record ObservabilitySettings
{
    private const string Section = "KnowledgeBase:Observability";

    // As the specification of OpenTelemetry names them.
    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    /// <summary>The keys, from <c>KnowledgeBase</c> on.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["Observability:SlowFieldMilliseconds", "Observability:ProjectionLagSeconds", "Observability:Metrics", "Observability:JsonLogs"];

    /// <summary>A field whose value takes at least so long gets a span.</summary>
    public TimeSpan SlowField { get; private init; } = new ObservabilityOptions().SlowField;

    /// <summary>How far behind the log the read model may be while the server calls itself ready.</summary>
    public TimeSpan ProjectionLag { get; private init; } = TimeSpan.FromSeconds(60);

    /// <summary>Who may read <c>/metrics</c>.</summary>
    public MetricsReaders Metrics { get; private init; }

    /// <summary>Whether the console has lines of JSON, and one for each operation, in place of words for a person.</summary>
    public bool JsonLogs { get; private init; }

    /// <summary>Whether traces, metrics and logs are sent anywhere.</summary>
    public bool Exports { get; private init; }

    /// <exception cref="ConfigurationException">A value is not of its form.</exception>
    public static ObservabilitySettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new ObservabilitySettings();
        return new()
        {
            SlowField = TimeSpan.FromMilliseconds(Number(section, "SlowFieldMilliseconds", defaults.SlowField.TotalMilliseconds)),
            ProjectionLag = TimeSpan.FromSeconds(Number(section, "ProjectionLagSeconds", defaults.ProjectionLag.TotalSeconds)),
            Metrics = Readers(section["Metrics"]),
            JsonLogs = section["JsonLogs"] switch
            {
                null or "" => false,
                { } text when bool.TryParse(text, out var flag) => flag,
                { } text => throw new ConfigurationException($"{Section}:JsonLogs is true or false, not “{text}”."),
            },
            // Each of them is looked at, so that none is wrong without a word.
            Exports = Endpoints.Select(key => IsEndpoint(key, configuration[key])).ToList().Contains(true),
        };
    }

    private static double Number(IConfigurationSection section, string key, double otherwise) => section[key] switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        { } text => throw new ConfigurationException($"{Section}:{key} is a whole number, 0 or more, not “{text}”."),
    };

    private static MetricsReaders Readers(string? text) => text switch
    {
        null or "" => MetricsReaders.Loopback,
        _ when !int.TryParse(text, out _) && Enum.TryParse<MetricsReaders>(text, ignoreCase: true, out var readers) => readers,
        _ => throw new ConfigurationException($"{Section}:Metrics is one of {string.Join(", ", Enum.GetNames<MetricsReaders>())}, not “{text}”."),
    };

    private static bool IsEndpoint(string key, string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? true
            : throw new ConfigurationException($"{key} is not of the form http://127.0.0.1:4317.");
    }
}
