using KnowledgeBase.Domain.Provenance;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Something that holds for at least one fact of an entity.</summary>
/// <param name="Property">Number in the registry; null for any property.</param>
public sealed record FactCondition(
    short? Property = null,
    IReadOnlyList<FactStatus>? Status = null,
    NumberRange? NamedRoots = null,
    NumberRange? UnattributedRoots = null,
    NumberRange? UnresolvedClaims = null,
    IReadOnlyList<Independence>? Independence = null,
    bool? IsCircular = null)
{
    /// <param name="subject">The column that holds the entity's id.</param>
    internal string ToSql(Where outer, string subject)
    {
        var where = outer.Inner();
        where.Add($"f.subject = {subject}");
        if (Property is { } property) where.Add($"f.property = {where.Param(property)}");
        where.When(Status?.Select(s => (short)s).ToArray(), p => $"f.status = any({p})");
        where.When(Independence?.Select(s => (short)s).ToArray(), p => $"f.independence = any({p})");
        where.When(IsCircular, "f.is_circular");
        NamedRoots?.AddTo(where, "f.named_roots");
        UnattributedRoots?.AddTo(where, "f.unattributed_roots");
        UnresolvedClaims?.AddTo(where, "f.unresolved_claims");
        return $"exists (select from {where.Tables.Facts} f where {where.Sql})";
    }

    /// <summary>Some fact is contested.</summary>
    internal static string Contested(Where where, string subject) =>
        $"exists (select from {where.Tables.Facts} f where f.subject = {subject} and f.status = {(short)FactStatus.Contested})";

    /// <summary>Some fact rests on an unattributed root, and none on a named one.</summary>
    internal static string OnlyUnattributed(Where where, string subject) =>
        $"(exists (select from {where.Tables.Facts} f where f.subject = {subject} and f.unattributed_roots > 0) "
        + $"and not exists (select from {where.Tables.Facts} f where f.subject = {subject} and f.named_roots > 0))";

    /// <summary>The accepted value of some property is one of some entities.</summary>
    internal static string ValueIs(Where where, string subject, short property, string entities) =>
        $"exists (select from {where.Tables.Facts} f where f.subject = {subject} and f.property = {property} and f.value_entity = any({entities}))";
}
