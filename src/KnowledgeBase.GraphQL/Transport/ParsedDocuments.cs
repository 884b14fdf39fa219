using System.Security.Cryptography;
using System.Text;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Parses documents, and remembers the last ones by their hash.</summary>
internal sealed class ParsedDocuments
{
    /// <summary>How many are remembered; the longest unused one goes first.</summary>
    public const int Capacity = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, GraphQLDocument Document)>> known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, GraphQLDocument Document)> byUse = new();

    public int Count
    {
        get
        {
            lock (gate) return known.Count;
        }
    }

    /// <exception cref="ExecutionError">It is not GraphQL, or nested too deeply.</exception>
    public GraphQLDocument Get(string text)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        lock (gate)
        {
            if (known.TryGetValue(hash, out var node))
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
                return node.Value.Document;
            }
        }

        var document = Parse(text);
        Remember(hash, document);
        return document;
    }

    private void Remember(string hash, GraphQLDocument document)
    {
        lock (gate)
        {
            if (known.ContainsKey(hash)) return;
            known[hash] = byUse.AddFirst((hash, document));
            if (known.Count <= Capacity) return;
            known.Remove(byUse.Last!.Value.Hash);
            byUse.RemoveLast();
        }
    }

    private static GraphQLDocument Parse(string text)
    {
        try
        {
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments });
        }
        catch (GraphQLSyntaxErrorException e)
        {
            throw new SyntaxError(e);
        }
        catch (GraphQLMaxDepthExceededException e)
        {
            var error = new KnowledgeBaseError(ErrorCodes.ParseFailed, "The document is nested too deeply.");
            error.AddLocation(e.Location);
            throw error;
        }
    }
}
