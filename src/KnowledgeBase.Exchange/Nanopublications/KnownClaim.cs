using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>A claim with what it names, as all of it was known when it was asserted: nothing that is recorded later changes it, but an erasure.</summary>
/// <param name="Asserted">The change that asserted it (for the last time, if several did).</param>
/// <param name="Subject">The one that it was recorded of, whatever that was merged into since.</param>
/// <param name="ValueEntity">Likewise.</param>
/// <param name="Sources">Those that speak, are named or were read, by id.</param>
internal sealed record KnownClaim(ClaimRow Row, ChangeRow Asserted, EntityRow Subject, EntityRow? ValueEntity, IReadOnlyDictionary<Guid, SourceRow> Sources);
