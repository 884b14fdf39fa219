using KnowledgeBase.Postgres;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>
/// One PostgreSQL for the whole run: the one of KNOWLEDGEBASE_TEST_CONNECTION, else a container where a Docker engine answers,
/// else the embedded one. Each fixture takes a database of its own from it.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string ConnectionVariable = "KNOWLEDGEBASE_TEST_CONNECTION";

    private string connectionString = "";
    private IAsyncDisposable? server;
    private string? folder;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } given) connectionString = given;
        else if (await DockerEngine.AnswersAsync()) await StartContainer();
        else await StartEmbedded();
    }

    /// <summary>A new, empty database; dropped by <see cref="TestDatabase.DisposeAsync"/>.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name}");
        return new(this, name, new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null) await server.DisposeAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    internal Task DropDatabaseAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task StartContainer()
    {
        var container = new PostgreSqlBuilder("postgres:18").Build();
        await container.StartAsync();
        (server, connectionString) = (container, container.GetConnectionString());
    }

    private async Task StartEmbedded()
    {
        folder = Directory.CreateTempSubdirectory("knowledgebase-tests-").FullName;
        // PostgreSQL may run as another user than the tests do.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var local = await LocalPostgres.StartAsync(new(folder, IsDurable: false), NullLogger.Instance);
        (server, connectionString) = (local, local.ConnectionString);
    }
}

/// <summary>A database for one fixture.</summary>
public sealed record TestDatabase(PostgresServer Server, string Name, string ConnectionString) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Server.DropDatabaseAsync(Name);
}
