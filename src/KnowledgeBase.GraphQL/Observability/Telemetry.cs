using System.Diagnostics;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>The names under which operations are told: those of OpenTelemetry's semantic conventions, and our own where it has none.</summary>
public static class Telemetry
{
    /// <summary>Name of the activity source, and of the meter.</summary>
    public const string Name = "KnowledgeBase.GraphQL";

    public const string OperationType = "graphql.operation.type";
    public const string OperationName = "graphql.operation.name";

    /// <summary>SHA-256 of the document's text, which itself is never told.</summary>
    public const string DocumentHash = "graphql.document.hash";

    /// <summary>A field of the schema, such as <c>Query.entity</c>.</summary>
    public const string Field = "graphql.field.coordinates";

    /// <summary>How many values of the field were slow.</summary>
    public const string SlowValues = "graphql.field.slow_values";

    /// <summary>A part of the schema, such as <c>Query.entity(key:)</c>.</summary>
    public const string SchemaCoordinates = "graphql.schema.coordinates";

    /// <summary>The code of an error.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Category of the log that has a line for each operation.</summary>
    public static string OperationLog { get; } = typeof(OperationTelemetry).FullName!;

    internal static readonly ActivitySource Source = new(Name);
}
