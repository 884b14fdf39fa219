using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Seeds;

/// <summary>What the first start leaves in the base.</summary>
public sealed class SeedContentTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("select count(*) from model.expulsion where until = 9223372036854775807", 305L)]
    [InlineData("select count(*) from model.entity where kind = 1 and length(key) = 2 and until = 9223372036854775807", 249L)]
    [InlineData("select count(*) from model.expulsion where (expelling_party is null or sending_party is null) and until = 9223372036854775807", 0L)]
    [InlineData("select count(*) from log.mt_events where user_name <> 'seeds' or headers ->> 'import' is null", 0L)]
    [InlineData("select count(distinct headers ->> 'import') from log.mt_events", 1L)]
    public async Task The_seeds_are_all_there(string sql, long expected) => Assert.Equal(expected, await Count(sql));

    [Fact]
    public async Task No_claim_was_dropped_between_the_files_and_the_base()
    {
        var lines = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds"), "*.jsonl")
            .SelectMany(File.ReadLines).Count(l => l.Contains("\"record\":\"claim\"", StringComparison.Ordinal));
        Assert.True(lines > 4_000, $"{lines} lines.");
        Assert.Equal(lines, await Count("select count(*) from model.claim where until = 9223372036854775807"));
    }

    private async Task<long> Count(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
