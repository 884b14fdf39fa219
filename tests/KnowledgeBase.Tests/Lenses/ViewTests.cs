using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>The rows of a view against every fact of the base resolved anew: nothing is forgotten, nothing is changed that need not be.</summary>
public sealed class ViewTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task The_rows_of_a_view_are_what_the_rule_gives_for_every_fact(int seed)
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var cancellation = TestContext.Current.CancellationToken;
        var random = new Random(seed);
        var events = await RandomHistory.RecordAsync(server.Recorder, random, requests: 150, cancellation);
        var (lenses, facts) = (server.Services.GetRequiredService<LensOpener>(), server.Services.GetRequiredService<FactQueries>());
        var keys = await AllFacts(server.ConnectionString);
        var changed = 0;
        for (var i = 0; i < 12; i++)
        {
            var request = new LensRequest(
                Position: random.Next(2) == 0 ? random.Next(events / 3, events + 1) : null,
                ValidAt: random.Next(3) == 0 ? EdtfDate.Parse($"{random.Next(2016, 2027)}") : null,
                WithoutSources: [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Identifiers.Source($"s{random.Next(12)}"))]);
            var lens = (await lenses.OpenAsync(request, cancellation))!;
            var rows = await facts.ByKeysAsync(lens, keys, cancellation);
            var details = await facts.DetailsAsync(lens, keys, cancellation);
            var stored = await facts.ByKeysAsync(lens.Whole, keys, cancellation);
            foreach (var key in keys)
            {
                var expected = details[key].BySlot.ToDictionary(s => s.Key, s => FactRows.Of(key.Subject, s.Key, s.Value, null));
                foreach (var gone in stored.GetValueOrDefault(key) ?? []) expected.TryAdd(gone.Slot, FactRows.Unknown(gone));
                var actual = (rows.GetValueOrDefault(key) ?? []).ToDictionary(r => r.Slot, r => r with { ValueSince = null });
                Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), actual.OrderBy(e => e.Key, StringComparer.Ordinal));
                changed += stored.GetValueOrDefault(key)?.Count(r => r with { ValueSince = null } != actual[r.Slot]) ?? 0;
            }
        }

        Assert.True(changed > 20, $"Only {changed} facts changed: this proves little.");
    }

    private static async Task<IReadOnlyList<FactKey>> AllFacts(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select distinct subject, property from model.claim", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<FactKey>();
        while (await reader.ReadAsync()) keys.Add(new(reader.GetGuid(0), reader.GetInt16(1)));
        return keys;
    }
}
