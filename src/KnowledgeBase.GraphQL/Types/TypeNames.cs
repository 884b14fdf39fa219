using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Types;

/// <summary>The name of a type before it is made: its class without the ending.</summary>
internal static class TypeNames
{
    public static string Of<T>()
        where T : IGraphType => Of(typeof(T));

    public static string Of(Type type)
    {
        foreach (var ending in new[] { "Interface", "Union", "Type" })
        {
            if (type.Name.EndsWith(ending, StringComparison.Ordinal)) return type.Name[..^ending.Length];
        }

        return type.Name;
    }
}
