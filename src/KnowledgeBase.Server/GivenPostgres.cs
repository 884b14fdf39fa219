using Npgsql;

namespace KnowledgeBase.Server;

/// <summary>A PostgreSQL that the configuration names.</summary>
internal static class GivenPostgres
{
    private const string Key = "ConnectionStrings:KnowledgeBase";
    private const int OldestVersion = 15;

    /// <exception cref="ConfigurationException">It cannot be reached, or not used.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancellation)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            // The message names host, user or database, never the password.
            throw new ConfigurationException($"{Key}: PostgreSQL at {unpooled.Host}:{unpooled.Port} cannot be used: {e.Message}");
        }

        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new ConfigurationException($"{Key}: PostgreSQL {OldestVersion} or later is needed; {unpooled.Host} has {connection.PostgreSqlVersion}.");
        }

        await using var command = new NpgsqlCommand("show server_encoding", connection);
        if (await command.ExecuteScalarAsync(cancellation) is not "UTF8")
        {
            throw new ConfigurationException($"{Key}: the database {connection.Database} is not encoded in UTF8. Make one with: create database … encoding 'UTF8' template template0");
        }
    }
}
