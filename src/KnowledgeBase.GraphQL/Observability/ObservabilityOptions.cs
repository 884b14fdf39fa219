namespace KnowledgeBase.GraphQL.Observability;

/// <summary>What of an operation is told to whoever runs the server.</summary>
public sealed record ObservabilityOptions
{
    /// <summary>A field whose value takes at least so long gets a span of its own.</summary>
    public TimeSpan SlowField { get; init; } = TimeSpan.FromMilliseconds(20);
}
