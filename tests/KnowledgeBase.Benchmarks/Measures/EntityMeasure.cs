using System.Text.Json;
using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>One entity with everything that is known and how, against a single row read by its key.</summary>
internal static class EntityMeasure
{
    private const string Name = "one entity: all facts, corroboration, roots and paths";

    private const string Query = """
        query ($key: String!) {
          entity(key: $key) {
            id key label
            facts {
              property status
              corroboration { namedRoots unattributedRoots unresolvedClaims circular independence roots { kind source { id title } paths { key } } }
            }
          }
        }
        """;

    /// <summary>So many different ones are asked for again.</summary>
    private const int Again = 50;

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, Scale scale, CancellationToken cancellation)
    {
        var results = new List<Result>();
        foreach (var concurrency in (int[])[1, 16])
        {
            var outcomes = await Contest.RunAsync(
                [
                    new("a single row by its primary key, from PostgreSQL", (i, c) => Row(server, Expulsions.IdOf(Any(scale, i)), c)),
                    new("the entity, over HTTP", (i, c) => server.Client.BytesAsync(Query, c, new { key = $"expulsion:x{Any(scale, i)}" })),
                    new("the entity, asked again while nothing was recorded", (i, c) => server.Client.BytesAsync(Query, c, new { key = $"expulsion:x{Any(scale, i % Again)}" })),
                ],
                concurrency == 1 ? 60 : 20, concurrency == 1 ? 10 : 64, concurrency, cancellation);
            results.Add(Result.Of(Name, outcomes[0]));
            foreach (var entity in outcomes.Skip(1))
            {
                results.Add(Result.Of(Name, entity).To(entity.Times.P99 / outcomes[0].Times.Median, "p99 to the median of the row", concurrency == 1 ? 20 : null));
            }
        }

        return results;
    }

    /// <summary>The body of a request for one of them.</summary>
    public static byte[] Body(Scale scale, int i) => JsonSerializer.SerializeToUtf8Bytes(new { query = Query, variables = new { key = $"expulsion:x{Any(scale, i)}" } });

    /// <summary>Spread over the base.</summary>
    private static int Any(Scale scale, int i) => (int)(i * 7_919L % scale.Expulsions);

    private static async Task Row(ServerUnderTest server, Guid id, CancellationToken cancellation)
    {
        await using var connection = await server.Database.OpenConnectionAsync(cancellation);
        await using var command = new Npgsql.NpgsqlCommand("select id, kind, key, label from model.entity where id = $1 and until = 9223372036854775807", connection);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) throw new InvalidOperationException($"The base has no entity {id}.");
    }
}
