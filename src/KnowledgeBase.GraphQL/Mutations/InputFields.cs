using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Describes the fields of a mutation's input.</summary>
internal sealed class InputFields(InputObjectGraphType type)
{
    public const string ClientMutationId = "clientMutationId";
    public const string IdempotencyKey = "idempotencyKey";
    public const string ExpectedVersion = "expectedVersion";

    /// <summary>Longest idempotency key, in UTF-16 code units.</summary>
    public const int LongestIdempotencyKey = 200;

    private const string SourceForms = "Its id, its key or, when it has no key, its URL.";

    public static InputObjectGraphType Build(string mutation, Action<InputFields> describe)
    {
        var type = new InputObjectGraphType { Name = $"{Capitalised(mutation)}Input", Description = $"What `{mutation}` takes." };
        var fields = new InputFields(type);
        describe(fields);
        fields.Optional<StringGraphType>(ClientMutationId, "Comes back in the payload as it is.")
            .Optional<StringGraphType>(IdempotencyKey,
                $"Of your choice, up to {LongestIdempotencyKey} characters. The same key with the same input answers the same and records nothing again; with another input it is refused.");
        return type;
    }

    public InputFields Required<T>(string name, string description)
        where T : IGraphType
    {
        type.Field<NonNullGraphType<T>>(name).Description(description);
        return this;
    }

    public InputFields Optional<T>(string name, string description)
        where T : IGraphType
    {
        type.Field<T>(name).Description(description);
        return this;
    }

    public InputFields Flag(string name, string description)
    {
        type.Field<NonNullGraphType<BooleanGraphType>>(name).Description(description).DefaultValue(false);
        return this;
    }

    public InputFields Source(string name, string description) => Required<IdGraphType>(name, $"{description} {SourceForms}");

    public InputFields OptionalSource(string name, string description) => Optional<IdGraphType>(name, $"{description} {SourceForms}");

    public InputFields Reason() => Required<StringGraphType>("reason", "Why, in a sentence.");

    /// <param name="of">What has the version.</param>
    public InputFields Version(string of) => Optional<IntGraphType>(ExpectedVersion,
        $"Number of changes that you believe to be recorded of {of}; with another number the mutation is refused as a conflict. Without it, it is carried out in any case.");

    public static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
