using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Types;

internal static class Declarations
{
    /// <summary>Gives an interface the fields that its implementations get by the same method, without the way they resolve.</summary>
    public static void Declare<TSource>(this InterfaceGraphType<TSource> type, Action<ObjectGraphType<TSource>> addFields)
    {
        var implementation = new ObjectGraphType<TSource>();
        addFields(implementation);
        foreach (var field in implementation.Fields)
        {
            type.AddField(new()
            {
                Name = field.Name,
                Description = field.Description,
                DeprecationReason = field.DeprecationReason,
                Type = field.Type,
                ResolvedType = field.ResolvedType,
                Arguments = field.Arguments,
            });
        }
    }
}
