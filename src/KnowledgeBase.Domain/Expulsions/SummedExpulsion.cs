namespace KnowledgeBase.Domain.Expulsions;

/// <summary>
/// What adding up has to know of an expulsion. Several expulsions that nothing is part of and that are part of the same ones may be
/// given as one, with the sum of their numbers.
/// </summary>
/// <param name="Id">Null for what nothing is part of.</param>
/// <param name="Number">The accepted number of persons; null when there is none.</param>
/// <param name="PartOf">Expulsions that sum it up with others, directly.</param>
/// <param name="Counts">False for proposed and rejected ones: they count nothing, but parts of their parts are parts all the same.</param>
/// <param name="Count">How many expulsions it stands for.</param>
public sealed record SummedExpulsion(Guid? Id, PersonRange? Number, IReadOnlyList<Guid> PartOf, bool Counts = true, int Count = 1);
