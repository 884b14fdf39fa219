using KnowledgeBase.Exchange.Export;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Postgres;
using KnowledgeBase.Server.Access;
using KnowledgeBase.Server.Observability;
using KnowledgeBase.Store.Snapshots;

namespace KnowledgeBase.Server;

/// <summary>The section <c>KnowledgeBase</c> of the configuration, and the connection string of that name.</summary>
public sealed record ServerOptions
{
    private static readonly string[] Keys = ["DataDirectory", "Postgres:BinDirectory", "Seeds", "SeedsDirectory", "ErasureList", "SnapshotBytes", .. ExportConfiguration.Keys, .. AccessSettings.Keys, .. LimitSettings.Keys, .. ObservabilitySettings.Keys];

    /// <summary>A PostgreSQL to use; null to start one of our own.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>Folder of our own PostgreSQL's data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder of an installed PostgreSQL's programs; null for the one that came with the build.</summary>
    public string? PostgresBinDirectory { get; private init; }

    /// <summary>Whether an empty base is filled with the seeds.</summary>
    public bool LoadSeeds { get; private init; }

    /// <summary>Largest snapshot of a source.</summary>
    public int SnapshotBytes { get; private init; }

    /// <summary>What exports say of the base as a whole.</summary>
    public ExportSettings Export { get; private init; } = new();

    /// <summary>Folder of the seeds.</summary>
    public required string SeedsDirectory { get; init; }

    /// <summary>File that remembers what was erased, apart from the database; null for none.</summary>
    public string? ErasureList { get; private init; }

    /// <summary>Who is let in.</summary>
    public AccessOptions Access { get; private init; } = new();

    /// <summary>What a client may ask for.</summary>
    public LimitOptions Limits { get; private init; } = new();

    /// <summary>What is told of it, and to whom.</summary>
    public ObservabilitySettings Observability { get; private init; } = new();

    /// <exception cref="ConfigurationException">A value is not of its form.</exception>
    public static ServerOptions From(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection("KnowledgeBase");
        RefuseUnknown(section);
        ListeningAddresses.Check(configuration[WebHostDefaults.ServerUrlsKey]);
        var connection = Checked("ConnectionStrings:KnowledgeBase", configuration.GetConnectionString("KnowledgeBase"));
        var data = Value(section, "DataDirectory") ?? DefaultDataDirectory.For(contentRoot);
        return new()
        {
            ConnectionString = connection,
            DataDirectory = data,
            // Beside the folder of our own PostgreSQL; another one's place is not known.
            ErasureList = Value(section, "ErasureList") is { } list ? Path.GetFullPath(list) : connection is null ? $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(data))}.erasures.jsonl" : null,
            PostgresBinDirectory = Folder(section, "Postgres:BinDirectory"),
            LoadSeeds = Flag(section, "Seeds", true),
            SnapshotBytes = Bytes(section, "SnapshotBytes", SnapshotSettings.UsualBytes),
            Export = ExportConfiguration.From(section),
            SeedsDirectory = Folder(section, "SeedsDirectory") ?? Path.Combine(AppContext.BaseDirectory, "seeds"),
            Access = AccessSettings.From(configuration),
            Limits = LimitSettings.From(section),
            Observability = ObservabilitySettings.From(configuration),
        };
    }

    public LocalPostgresOptions LocalPostgres => new(DataDirectory, PostgresBinDirectory);

    /// <summary>A key with a slip of the pen in it would otherwise change nothing, without a word.</summary>
    private static void RefuseUnknown(IConfigurationSection section)
    {
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (value is null || Keys.Contains(key, StringComparer.OrdinalIgnoreCase)) continue;
            throw new ConfigurationException($"KnowledgeBase:{key} is no setting. There are: {string.Join(", ", Keys.Select(k => $"KnowledgeBase:{k}"))}.");
        }
    }

    private static string? Folder(IConfigurationSection section, string key) => Value(section, key) switch
    {
        null => null,
        { } path when Directory.Exists(path) => Path.GetFullPath(path),
        { } path => throw new ConfigurationException($"KnowledgeBase:{key} names {path}, which is no folder."),
    };

    private static string? Value(IConfiguration section, string key) => section[key] is { Length: > 0 } value ? value : null;

    private static bool Flag(IConfigurationSection section, string key, bool otherwise) => Value(section, key) switch
    {
        null => otherwise,
        { } text when bool.TryParse(text, out var flag) => flag,
        { } text => throw new ConfigurationException($"KnowledgeBase:{key} is true or false, not “{text}”."),
    };

    private static int Bytes(IConfigurationSection section, string key, int otherwise)
    {
        const int most = 16 << 20;
        if (Value(section, key) is not { } text) return otherwise;
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and <= most
            ? bytes
            : throw new ConfigurationException($"KnowledgeBase:{key} is a number of bytes, 1 to {most}, not “{text}”.");
    }

    private static string? Checked(string key, string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString)) return null;
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (ArgumentException e)
        {
            // Npgsql's message names the keyword, not the password.
            throw new ConfigurationException($"{key} is not a PostgreSQL connection string: {e.Message}");
        }
    }
}

/// <summary>The configuration is wrong; the message names the key.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
