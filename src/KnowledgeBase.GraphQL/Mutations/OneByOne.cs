using GraphQL;
using GraphQL.Execution;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>
/// Executes mutations as the specification has it: a field with all that is selected below it, then the next one. GraphQL.NET's own
/// strategy would put off whatever is loaded in batches until the last mutation was carried out, and show the first one's payload
/// as the last one left it.
/// </summary>
internal sealed class OneByOne : SerialExecutionStrategy
{
    public override async Task ExecuteNodeTreeAsync(global::GraphQL.Execution.ExecutionContext context, ExecutionNode rootNode)
    {
        if (rootNode is not RootExecutionNode { SubFields: { } fields })
        {
            await base.ExecuteNodeTreeAsync(context, rootNode);
            return;
        }

        foreach (var field in fields) Require(context, field);
        foreach (var field in fields) await base.ExecuteNodeTreeAsync(context, field);
    }

    // Of all fields before the first one is carried out: a request is not recorded in part because somebody may do a part of it only.
    private static void Require(global::GraphQL.Execution.ExecutionContext context, ExecutionNode field)
    {
        if (field.FieldDefinition?.GetMetadata<Role?>(Gate.RoleKey) is not { } role || Gate.Refusal(context.User, role) is not { } refusal) return;
        var error = new NotBegunError(refusal) { Path = [field.Name!] };
        error.AddLocation(field.Field!, context.Document);
        throw error;
    }
}
