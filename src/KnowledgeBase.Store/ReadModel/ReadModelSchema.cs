using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace KnowledgeBase.Store.ReadModel;

/// <summary>Makes the read model's tables, and makes them anew when their definition or the projection's rules changed.</summary>
public static class ReadModelSchema
{
    /// <summary>Upper bound of a version that still stands.</summary>
    public const string Forever = "9223372036854775807";

    /// <summary>Every table of versions.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "model.entity", "model.merge", "model.identity_judgement", "model.source", "model.citation", "model.independence", "model.claim", "model.snapshot", "model.quotation", "model.fact", "model.expulsion",
    ];

    /// <summary>What lenses keep of their own. It goes when the read model does.</summary>
    public static IReadOnlyList<string> LensTables { get; } = ["lens.view", "lens.claim_out", "lens.source_out", "lens.fact_effect"];

    /// <summary>Raised whenever the same events would give other rows; the read model is then rebuilt at the next start.</summary>
    private const int ProjectionVersion = 2;

    private static readonly Lazy<string> Ddl = new(() =>
    {
        using var stream = typeof(ReadModelSchema).Assembly.GetManifestResourceStream("KnowledgeBase.Store.ReadModel.schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>True when the tables were made just now and have to be filled from the log.</summary>
    public static async Task<bool> EnsureAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Several nodes may start at once.
        await Execute(connection, "select pg_advisory_xact_lock(hashtext('knowledgebase.model'))", cancellation);
        var exists = await Scalar<bool>(connection, "select to_regclass('model.about') is not null", cancellation);
        if (exists && await Scalar<string>(connection, "select fingerprint from model.about", cancellation) == Fingerprint()) return false;

        await Execute(connection, $"drop schema if exists model cascade; drop schema if exists lens cascade; {Ddl.Value}; insert into model.about values ('{Fingerprint()}')", cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(ProjectionVersion.ToString(CultureInfo.InvariantCulture) + Ddl.Value)));

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
