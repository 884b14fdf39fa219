using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Store.Recording;

/// <summary>Asks the deciders, command after command; later ones see what earlier ones add.</summary>
internal static class Deciding
{
    public static List<Refusal> Decide(RecordedState state, IReadOnlyList<Step> steps)
    {
        var refusals = new List<Refusal>();
        foreach (var step in steps)
        {
            var id = CommandRouting.StreamOf(step.Command);
            var found = Refusals(state, step, id).ToList();
            if (found.Count == 0 && Conflict(state, step, id) is { } conflict) found.AddRange(Missing(state, step, id).DefaultIfEmpty(conflict));
            if (found.Count == 0)
            {
                var decision = CommandRouting.Decide(state.Find(id), step.Command, state);
                foreach (var e in decision.Events) state.Add(id, e);
                found.AddRange(decision.Refusals);
            }

            refusals.AddRange(found.Select(r => step.Path.Length == 0 ? r : r.Path.Length == 0 ? r with { Path = step.Path } : r.Under(step.Path)));
        }

        return refusals;
    }

    private static IEnumerable<Refusal> Refusals(RecordedState state, Step step, Guid id)
    {
        foreach (var (named, path) in CommandRouting.Named(step.Command))
        {
            if (state.IsErased(named)) yield return new(RefusalCodes.Erased, "The details of a person were erased on request; nothing more is recorded about them.", path);
        }

        foreach (var reference in CommandRouting.Checked(step.Command))
        {
            if (!state.Exists(reference)) yield return new(RefusalCodes.NotFound, $"No {reference.Kind.ToString().ToLowerInvariant()} is registered under this id.", reference.Path);
        }
    }

    private static Refusal? Conflict(RecordedState state, Step step, Guid id) => step.ExpectedVersion is { } expected && state.VersionOf(id) != expected
        ? new(RefusalCodes.Conflict, $"It is at version {state.VersionOf(id)}, not {expected}: somebody changed it since.", "expectedVersion")
        : null;

    /// <summary>What is not there was not changed since either; only its decider knows whether it has to be there.</summary>
    private static IEnumerable<Refusal> Missing(RecordedState state, Step step, Guid id) => state.VersionOf(id) > 0
        ? []
        : CommandRouting.Decide(null, step.Command, state).Refusals.Where(r => r.Code == RefusalCodes.NotFound);
}
