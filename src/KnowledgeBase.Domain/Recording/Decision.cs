namespace KnowledgeBase.Domain.Recording;

/// <summary>Why a command was not carried out. <see cref="Path"/> is the place in the input, e.g. <c>claims.2.statedOn</c>; empty for the whole.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>: stable, for programs.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Path">Dot-separated place in the input.</param>
public sealed record Refusal(string Code, string Message, string Path = "")
{
    /// <summary>The same refusal, seen from one level further out.</summary>
    public Refusal Under(string prefix) => this with { Path = Path.Length == 0 ? prefix : $"{prefix}.{Path}" };
}

/// <summary>
/// What a decider answers: events to append (none when everything was already recorded), or refusals. Never both.
/// </summary>
public sealed class Decision
{
    private Decision(IReadOnlyList<object> events, IReadOnlyList<Refusal> refusals) => (Events, Refusals) = (events, refusals);

    /// <summary>Facts to append, in order; empty when the command changes nothing.</summary>
    public IReadOnlyList<object> Events { get; }

    /// <summary>Why nothing is appended; empty when the command is accepted.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    public bool IsRefused => Refusals.Count > 0;

    /// <summary>The command is right, and what it says is already recorded.</summary>
    public static Decision Nothing { get; } = new([], []);

    public static Decision Record(params object[] events) => new(events, []);

    public static Decision Refuse(string code, string message, string path = "") => new([], [new Refusal(code, message, path)]);

    public static Decision Refuse(IReadOnlyList<Refusal> refusals) => new([], refusals);
}
