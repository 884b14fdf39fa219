using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Reading;

/// <summary>What a change made of a fact.</summary>
public enum FactEffect
{
    /// <summary>A value is accepted where none was.</summary>
    ValueAccepted = 1,
    /// <summary>Another value is accepted.</summary>
    ValueChanged = 2,
    /// <summary>No value is accepted any more.</summary>
    ValueFell = 3,
    /// <summary>The value is the same, its status another.</summary>
    StatusChanged = 4,
    /// <summary>Value and status are the same; corroboration, rivals or the words of the value are others.</summary>
    SupportChanged = 5,
}

/// <summary>A fact that a change altered.</summary>
/// <param name="Position">Of the change.</param>
/// <param name="Before">Null when nobody spoke of it.</param>
/// <param name="After">Null when nobody speaks of it any more.</param>
public sealed record FactChangeRow(long Position, FactRow? Before, FactRow? After)
{
    public FactRow Either => After ?? Before!;

    public FactEffect Effect => (Before?.Value, After?.Value) switch
    {
        (null, not null) => FactEffect.ValueAccepted,
        (not null, null) => FactEffect.ValueFell,
        var (before, after) when !FactRows.SameValue(before, after) => FactEffect.ValueChanged,
        _ => (Before?.Status ?? FactStatus.Unknown) == (After?.Status ?? FactStatus.Unknown) ? FactEffect.SupportChanged : FactEffect.StatusChanged,
    };
}

/// <summary>What changes did to facts: the versions of facts that end or begin at their positions.</summary>
public sealed class EffectQueries(ReadDatabase database)
{
    // Two branches, each found by its index; a page reads all effects of its change (docs/decisions/015 has the plan's cost).
    private const string Altered = $"""
        (select f.since as position, f.subject, f.property, f.slot from model.fact f where f.since > 0
         union all
         select f.until, f.subject, f.property, f.slot from model.fact f where f.until < {ReadModelSchema.Forever} and f.since > 0
            and not exists (select from model.fact n where n.subject = f.subject and n.property = f.property and n.slot = f.slot and n.since = f.until)) g
        left join model.fact b on b.subject = g.subject and b.property = g.property and b.slot = g.slot and b.until = g.position
        left join model.fact a on a.subject = g.subject and a.property = g.property and a.slot = g.slot and a.since = g.position
        """;

    private static readonly Listing<FactChangeRow> Changes = new(
        $"g.position, {RowReaders.FactColumns("b")}, {RowReaders.FactColumns("a")}", 1 + (2 * RowReaders.FactWidth), Read, _ => Altered);

    public static Ordering Ordering { get; } = new(
        "effects", [new("subject", "g.subject", OrderType.Uuid), new("property", "g.property", OrderType.Number)], new("slot", "g.slot collate \"C\"", OrderType.Text));

    /// <summary>The facts that changes altered, with every source, whatever else the lens leaves out.</summary>
    public Task<IReadOnlyDictionary<long, Page<FactChangeRow>>> OfChangesAsync(
        Lens lens, ListRequest request, IReadOnlyList<long> positions, CancellationToken cancellation) =>
        Changes.PagesAsync(database, lens, request, positions, _ => "g.position = p.id", cancellation);

    private static FactChangeRow Read(NpgsqlDataReader r) => new(r.GetInt64(0), Fact(r, 1), Fact(r, 1 + RowReaders.FactWidth));

    private static FactRow? Fact(NpgsqlDataReader r, int o) => r.IsDBNull(o) ? null : RowReaders.Fact(r, o);
}
