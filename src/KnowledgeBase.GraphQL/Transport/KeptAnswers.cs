using System.Data.Common;
using System.Security.Claims;
using System.Text.Json;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Store.Reading.Known;
using Microsoft.Extensions.Caching.Memory;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>
/// Answers to queries as they were sent, kept until the log goes on: the same question by somebody with the same rights need not be
/// worked out again. The database is asked each time whether it still shows what it showed, so that no node answers with what another
/// has overtaken. Bounded by bytes.
/// </summary>
internal sealed class KeptAnswers(ModelStates? states, LimitOptions limits) : IDisposable
{
    /// <summary>A larger one would drive many others out.</summary>
    private const int LargestShare = 64;

    /// <summary>Bytes that an answer takes besides its own, with its question.</summary>
    private const int Overhead = 512;

    /// <summary>Whoever does not answer within this time is asked for the answer itself, and says why.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Shelf? current;

    /// <summary>Call it before the operation is executed: the answer may then be newer than what its place says, never older.</summary>
    /// <returns>Null when the answer may not be kept.</returns>
    public async Task<Place?> PlaceAsync(GraphQLOverHttpRequest request, ParsedDocument document, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (states is null || limits.CachedAnswerBytes == 0 || !document.IsValidated) return null;
        if (document.OperationOf(request)?.Operation != OperationType.Query || AnswerTag.HasVolatile(document.Document)) return null;
        ModelState state;
        try
        {
            state = await states.AskAsync(cancellation).WaitAsync(Patience, cancellation);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            // What is wrong is told by the answer's own statements.
            return null;
        }

        string?[] question = [document.Hash, request.OperationName, JsonSerializer.Serialize<IReadOnlyDictionary<string, object?>?>(request.Variables), .. AnswerTag.Person(user)];
        return new(At(state), JsonSerializer.Serialize(question));
    }

    public void Dispose() => current?.Answers.Dispose();

    private Shelf At(ModelState state)
    {
        lock (gate)
        {
            if (current is not null && current.State == state) return current;
            // One that is being read from is disposed of by nobody: it goes when its last reader does.
            return current = new(state, new(new MemoryCacheOptions { SizeLimit = limits.CachedAnswerBytes, CompactionPercentage = 0.25 }), limits.CachedAnswerBytes);
        }
    }

    /// <summary>The answers of one state of the read model.</summary>
    internal sealed record Shelf(ModelState State, MemoryCache Answers, long Limit);

    /// <summary>Where the answer of one question is, or will be.</summary>
    internal sealed class Place(Shelf shelf, string question)
    {
        /// <summary>What the database showed.</summary>
        public ModelState State => shelf.State;

        /// <summary>Null when it is not known.</summary>
        public byte[]? Find() => shelf.Answers.TryGetValue(question, out byte[]? answer) ? answer : null;

        public void Keep(byte[] answer)
        {
            var size = answer.Length + (2 * question.Length) + Overhead;
            if (size > shelf.Limit / LargestShare) return;
            shelf.Answers.Set(question, answer, new MemoryCacheEntryOptions { Size = size });
        }
    }
}
