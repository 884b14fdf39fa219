using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.Store.Access;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>A mutation until its effect can be read, against one row inserted and committed.</summary>
internal static class WriteMeasure
{
    private const string Name = "a mutation until its effect is readable";

    private const string Mutation = """
        mutation ($subject: ID!, $text: String!, $source: ID!) {
          assertClaims(input: { claims: [{
            subject: $subject, property: EXPULSION_COMMENTARY, value: { text: { text: $text } }, stance: ASSERTS, source: $source, quotation: { text: $text } }] }) {
            claims { id }
            errors { ... on UserError { code message } }
          }
        }
        """;

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, Scale scale, CancellationToken cancellation)
    {
        await Execute(server.Database, "create schema if not exists benchmark; drop table if exists benchmark.bare; create table benchmark.bare (id uuid primary key, text text not null)", cancellation);
        var run = Guid.NewGuid();
        var keys = new ApiKeys(server.Database);
        var key = await keys.CreateAsync($"benchmark {run}", Principals.NameOf(Role.Contributor), DateTimeOffset.UtcNow.AddHours(1), cancellation);
        server.Client.SignIn(key!);
        var outcomes = await Contest.RunAsync(
            [
                new("one row inserted and committed in PostgreSQL", (i, c) => Insert(server.Database, $"{run} {i}", c)),
                new("assertClaims, one claim, over HTTP", (i, c) => Assert(server.Client, scale, run, i, c)),
            ],
            40, 5, 1, cancellation);
        server.Client.SignOut();
        await keys.RevokeAsync($"benchmark {run}", cancellation);
        return [Result.Of(Name, outcomes[0]), Result.Of(Name, outcomes[1], outcomes[0], 3)];
    }

    private static async Task Assert(GraphQLClient client, Scale scale, Guid run, int i, CancellationToken cancellation)
    {
        var (subject, source) = ($"expulsion:x{i * 104_729L % scale.Expulsions}", $"s{i * 7_919L % scale.Sources}");
        var answer = await client.BytesAsync(Mutation, cancellation, new { subject, text = $"Said in run {run} as number {i}", source });
        if (answer.AsSpan().IndexOf("\"errors\":[]"u8) < 0) throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(answer));
    }

    private static async Task Insert(NpgsqlDataSource database, string text, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("insert into benchmark.bare values ($1, $2)");
        command.Parameters.Add(new() { Value = Guid.NewGuid() });
        command.Parameters.Add(new() { Value = text });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Execute(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
