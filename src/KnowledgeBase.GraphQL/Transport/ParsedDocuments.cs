using GraphQL;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>A document that can be executed.</summary>
/// <param name="Hash">SHA-256 of its text, in lower-case hexadecimal digits.</param>
/// <param name="IsValidated">Whether it is known to fit the schema.</param>
internal sealed record ParsedDocument(string Hash, GraphQLDocument Document, bool IsValidated)
{
    /// <summary>The operation that a request means; null when there is none.</summary>
    public GraphQLOperationDefinition? OperationOf(GraphQLOverHttpRequest request) => Document.Definitions.OfType<GraphQLOperationDefinition>()
        .FirstOrDefault(o => request.OperationName is null || o.Name?.Value == request.OperationName);
}

/// <summary>Parses documents, and remembers the last ones that proved valid by their hash: bad ones cannot drive them out.</summary>
internal sealed class ParsedDocuments(LimitOptions limits)
{
    private readonly RecentlyUsed<ParsedDocument> valid = new(limits.CachedDocuments);

    public int Count => valid.Count;

    /// <exception cref="ExecutionError">It is not GraphQL, too long, or nested too deeply.</exception>
    public ParsedDocument Get(string text)
    {
        if (text.Length > limits.DocumentCharacters) throw TooLarge(nameof(limits.DocumentCharacters), limits.DocumentCharacters, "characters");
        var hash = DocumentHash.Of(text);
        return valid.Find(hash) ?? new(hash, Parse(text), false);
    }

    /// <summary>Call it when the document was executed, and so was found to fit the schema.</summary>
    public void Keep(ParsedDocument document)
    {
        if (!document.IsValidated) valid.Add(document.Hash, document with { IsValidated = true });
    }

    private GraphQLDocument Parse(string text)
    {
        try
        {
            RequireFewTokens(text);
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments });
        }
        catch (GraphQLSyntaxErrorException e)
        {
            throw new SyntaxError(e);
        }
        catch (GraphQLMaxDepthExceededException e)
        {
            var error = new LimitError(ErrorCodes.DocumentTooDeep, nameof(limits.Depth), limits.Depth, "The document is nested too deeply.");
            error.AddLocation(e.Location);
            throw error;
        }
    }

    // Before parsing, which makes objects of each token.
    private void RequireFewTokens(string text)
    {
        var tokens = 0;
        for (var token = Lexer.Lex(text); token.Kind != TokenKind.EOF; token = Lexer.Lex(text, token.End))
        {
            if (token.Kind != TokenKind.COMMENT && ++tokens > limits.Tokens) throw TooLarge(nameof(limits.Tokens), limits.Tokens, "tokens");
        }
    }

    private static LimitError TooLarge(string limit, int most, string what) =>
        new(ErrorCodes.DocumentTooLarge, limit, most, $"The document has more than {most} {what}.");
}
