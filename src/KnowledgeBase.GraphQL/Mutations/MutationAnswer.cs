using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>What payloads resolve from.</summary>
/// <param name="Steps">What was asked for.</param>
/// <param name="Result">What became of it; without targets when it was refused.</param>
public sealed record MutationAnswer(string? ClientMutationId, IReadOnlyList<Step> Steps, RecordingResult Result)
{
    public IReadOnlyList<UserError> Errors { get; } = [.. Result.Refusals.Select(r => new UserError(r, CommandAt(Steps, r.Path)))];

    private static object? CommandAt(IReadOnlyList<Step> steps, string path) =>
        steps.FirstOrDefault(s => s.Path.Length == 0 || path == s.Path || path.StartsWith($"{s.Path}.", StringComparison.Ordinal))?.Command;
}
