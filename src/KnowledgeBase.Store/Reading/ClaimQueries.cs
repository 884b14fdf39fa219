using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>Claims by id and in lists.</summary>
public sealed class ClaimQueries(ReadDatabase database)
{
    private static readonly Listing<ClaimRow> Claims = new(
        RowReaders.ClaimColumns("c"), RowReaders.ClaimWidth, r => RowReaders.Claim(r), t => $"{t.Claims} c");

    private static readonly Listing<ClaimRow> BriefClaims = new(
        RowReaders.BriefClaimColumns("c"), RowReaders.BriefClaimWidth, r => RowReaders.BriefClaim(r), t => $"{t.Claims} c");

    private static readonly OrderTerm Id = new("id", "c.id", OrderType.Uuid);

    /// <summary>Position of the first recording.</summary>
    public static OrderTerm Recorded { get; } = new("recorded", "c.recorded", OrderType.Number);

    /// <summary>First possible day; unknown days come first.</summary>
    public static OrderTerm Stated { get; } = new("stated", "coalesce(c.stated_from, '-infinity')", OrderType.Date);

    /// <param name="terms">Without any, in the order in which they were recorded.</param>
    public static Ordering Ordering(params IReadOnlyList<OrderTerm> terms) => new("claims", terms.Count == 0 ? [Recorded] : terms, Id);

    public async Task<IReadOnlyDictionary<Guid, ClaimRow>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.ClaimColumns("c")} from {new LensTables(lens, parameters).AllClaims} c where c.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => RowReaders.Claim(r), cancellation);
        return rows.ToDictionary(r => r.Id);
    }

    /// <summary>Those of some claims that fall through a lens with a view.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> FallenAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select o.id from lens.claim_out o where o.view = {parameters.Add(lens.View!.Id)} and o.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => r.GetGuid(0), cancellation);
        return rows.ToDictionary(id => id, _ => true);
    }

    /// <param name="isBrief">Rows without words (<see cref="RowReaders.BriefClaim"/>).</param>
    public Task<Page<ClaimRow>> PageAsync(Lens lens, ListRequest request, bool isBrief, CancellationToken cancellation) =>
        Listing(isBrief).PageAsync(database, lens, request, null, cancellation);

    /// <summary>Some claims, as a list.</summary>
    public Task<Page<ClaimRow>> PageAmongAsync(IReadOnlyList<Guid> claims, ListRequest request, CancellationToken cancellation) =>
        Claims.PageAsync(database, Lens.Now, request, w => $"c.id = any({w.Param(claims.ToArray())})", cancellation);

    /// <summary>What was said about entities.</summary>
    /// <param name="isBrief">As for <see cref="PageAsync"/>.</param>
    public Task<IReadOnlyDictionary<Guid, Page<ClaimRow>>> AboutAsync(
        Lens lens, ListRequest request, bool isBrief, IReadOnlyList<Guid> subjects, CancellationToken cancellation) =>
        Listing(isBrief).PagesAsync(database, lens, request, subjects, _ => "c.subject = p.id", cancellation);

    /// <summary>What sources said.</summary>
    /// <param name="isBrief">As for <see cref="PageAsync"/>.</param>
    public Task<IReadOnlyDictionary<Guid, Page<ClaimRow>>> BySourcesAsync(
        Lens lens, ListRequest request, bool isBrief, IReadOnlyList<Guid> sources, CancellationToken cancellation) =>
        Listing(isBrief).PagesAsync(database, lens, request, sources, _ => "c.source = p.id", cancellation);

    private static Listing<ClaimRow> Listing(bool isBrief) => isBrief ? BriefClaims : Claims;
}
