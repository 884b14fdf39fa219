using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Tests.Deciding;

namespace KnowledgeBase.Domain.Tests.Claims;

/// <summary>A few registered things that the claims in these tests name.</summary>
internal static class Known
{
    public static readonly Guid Expulsion = Identifiers.Entity(EntityKind.Expulsion, "fr-ru-2020");
    public static readonly Guid France = Identifiers.Entity(EntityKind.Country, "FR");
    public static readonly Guid Diplomat = Identifiers.Entity(EntityKind.Diplomat, "d1");
    public static readonly Guid Site = Identifiers.Source("site");
    public static readonly Guid Paper = Identifiers.Source("paper");
    public static readonly Guid Informant = Identifiers.Source("informant");
    public static readonly Guid Nobody = Identifiers.Source("nobody");

    private static readonly Dictionary<Guid, EntityKind> Kinds =
        new() { [Expulsion] = EntityKind.Expulsion, [France] = EntityKind.Country, [Diplomat] = EntityKind.Diplomat };

    public static ClaimContext Context { get; } =
        new(id => Kinds.TryGetValue(id, out var kind) ? kind : null, id => id == Site || id == Paper || id == Informant);

    /// <summary>The site says that one was expelled.</summary>
    public static AssertClaim One { get; } =
        new(Expulsion, "Expulsion.headcount", new HeadcountValue(Headcount.Exactly(1)), Stance.Reports, Site, [[Paper, Informant]]);

    public static ClaimAsserted Asserted(AssertClaim c) => new(
        c.ClaimId, c.SubjectId, c.Property, c.Value, c.Stance, c.SourceId, c.AttributedTo, c.StatedOn, c.ValidDuring, c.Quotation,
        c.ReadInSourceId, c.Note);

    public static Given<Claim> Given(params object[] events) => new(Claim.Evolve, events);

    public static Outcome Assert(AssertClaim command, params object[] given) =>
        Given(given).When(s => AssertClaimDecider.Decide(s, command, Context));
}
