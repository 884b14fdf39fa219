using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.History;

/// <summary>Blame and effects hold for histories that nobody thought of.</summary>
public sealed class RandomBlameTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly RunningServer server = new(postgres);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task They_are_what_comparing_each_moment_with_the_one_before_gives(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await RandomHistory.RecordAsync(server.Recorder, new Random(seed), 60, cancellation);
        var versions = await VersionsAsync(cancellation);
        var last = versions.Max(v => v.Since);
        var merges = await MergesAsync(cancellation);
        var effects = server.Services.GetRequiredService<EffectQueries>();
        var before = new Dictionary<(Guid, short, string), FactRow>();
        for (var position = 1L; position <= last; position++)
        {
            var after = versions.Where(v => v.Since <= position && position < v.Until).ToDictionary(v => (v.Row.Subject, v.Row.Property, v.Row.Slot), v => v.Row);
            foreach (var (key, row) in after)
            {
                var earlier = before.GetValueOrDefault(key);
                if (merges.Contains(position) && CameBack(versions, row, position)) continue;
                Assert.Equal(row.Value is null ? null : FactRows.SameValue(earlier?.Value, row.Value) ? earlier!.ValueSince : position, row.ValueSince);
            }

            var expected = before.Keys.Union(after.Keys).Select(k => new FactChangeRow(position, before.GetValueOrDefault(k), after.GetValueOrDefault(k)))
                .Where(c => c.Before != c.After).ToHashSet();
            Assert.Equal(expected, await EffectsAsync(effects, position, cancellation));
            before = after;
        }
    }

    /// <summary>A merge, or its undoing, gave the fact a value back that it had before, with what made it so then (decision 011; MergeUndoTests).</summary>
    private static bool CameBack(List<(FactRow Row, long Since, long Until)> versions, FactRow row, long position) => versions.Any(v =>
        v.Since < position && (v.Row.Subject, v.Row.Property, v.Row.Slot) == (row.Subject, row.Property, row.Slot)
        && row.Value is not null && FactRows.SameValue(v.Row.Value, row.Value) && v.Row.ValueSince == row.ValueSince);

    /// <summary>Page by page, forwards.</summary>
    private static async Task<HashSet<FactChangeRow>> EffectsAsync(EffectQueries effects, long position, CancellationToken cancellation)
    {
        var all = new HashSet<FactChangeRow>();
        Cursor? after = null;
        while (true)
        {
            var pages = await effects.OfChangesAsync(Lens.Now, new(EffectQueries.Ordering, new(2, After: after)), [position], cancellation);
            foreach (var edge in pages[position].Edges) Assert.True(all.Add(edge.Node));
            if (!pages[position].HasNext) return all;
            Assert.True(Cursor.TryRead(pages[position].Edges[^1].Cursor, EffectQueries.Ordering, out after));
        }
    }

    private async Task<HashSet<long>> MergesAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("select seq_id from log.mt_events where type in ('entity_merged.v1', 'entity_unmerged.v1')", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var positions = new HashSet<long>();
        while (await reader.ReadAsync(cancellation)) positions.Add(reader.GetInt64(0));
        return positions;
    }

    private async Task<List<(FactRow Row, long Since, long Until)>> VersionsAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"select {RowReaders.FactColumns("f")}, f.since, f.until from model.fact f where f.since > 0", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var versions = new List<(FactRow, long, long)>();
        while (await reader.ReadAsync(cancellation)) versions.Add((RowReaders.Fact(reader), reader.GetInt64(RowReaders.FactWidth), reader.GetInt64(RowReaders.FactWidth + 1)));
        return versions;
    }
}
