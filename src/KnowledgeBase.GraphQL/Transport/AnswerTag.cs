using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using GraphQLParser.AST;
using KnowledgeBase.Store.Projection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>
/// Entity tags of answers to GET queries of persisted documents: the same for the same question by the same person as long as the read model
/// stands where it stood, so that nothing has to be asked again.
/// </summary>
internal sealed class AnswerTag(ProjectedPosition? position)
{
    // Changes without anything being recorded: the log is verified from time to time.
    private const string Volatile = "integrity";

    // Another build may answer otherwise.
    private static readonly string Build = typeof(AnswerTag).Module.ModuleVersionId.ToString("n");

    /// <summary>Null when the answer has none. Take it before the operation is executed: the answer may then be newer than its tag, never older.</summary>
    public EntityTagHeaderValue? Of(HttpContext context, GraphQLOverHttpRequest request, ParsedDocument document, string mediaType)
    {
        if (position is null || !HttpMethods.IsGet(context.Request.Method) || request.DocumentHash is null || HasVolatile(document.Document)) return null;
        // As JSON, so that no two different lists are the same text.
        string?[] question =
        [
            Build, position.Current.ToString(CultureInfo.InvariantCulture), document.Hash, request.OperationName,
            context.Request.Query["variables"].ToString(), mediaType, .. Person(context.User),
        ];
        return new($"\"{DocumentHash.Of(JsonSerializer.Serialize(question))}\"", isWeak: true);
    }

    /// <summary>Whether the client has the answer with this tag.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));

    /// <summary>Who asks, and with which rights.</summary>
    public static IEnumerable<string?> Person(ClaimsPrincipal user) =>
    [
        user.Identity is { IsAuthenticated: true } identity ? identity.Name ?? "" : null,
        .. user.Claims.Where(c => c.Type is ClaimTypes.Role or "role" or "roles").Select(c => c.Value).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether it asks for something that changes without anything being recorded.</summary>
    public static bool HasVolatile(ASTNode node) => node switch
    {
        GraphQLDocument document => document.Definitions.Any(HasVolatile),
        GraphQLField field => field.Name.Value == Volatile || (field.SelectionSet?.Selections.Any(HasVolatile) ?? false),
        IHasSelectionSetNode { SelectionSet: { } set } => set.Selections.Any(HasVolatile),
        _ => false,
    };
}
