using System.Data.Common;
using System.Text;
using GraphQL;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>Exceptions that mean something to a client.</summary>
internal static class KnownFailures
{
    /// <summary>The error to be shown, or null when the exception is unknown and has to be masked.</summary>
    public static ExecutionError? Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ExecutionError known:
                    return known;
                case SumTooLargeException { IsOfGroups: true } sum:
                    return new KnowledgeBaseError(ErrorCodes.TooManyGroups, $"There are more than {sum.Most} groups. Group by less, or narrow the filter.", "groupBy");
                case SumTooLargeException sum:
                    return new KnowledgeBaseError(ErrorCodes.TooManyAggregates, $"There are more than {sum.Most} aggregates to be added up at once. Narrow the filter.", "filter");
                case ErasureDelayedException delayed:
                    return Delayed(delayed);
                case ProjectionLagException lag:
                    return Lagging(lag);
                case LensInTheMakingException making:
                    return new KnowledgeBaseError(ErrorCodes.LensInTheMaking, making.Message);
                case LensesExhaustedException exhausted:
                    return new KnowledgeBaseError(ErrorCodes.LensesExhausted, exhausted.Message);
                // 22021: a character that PostgreSQL does not store (U+0000); 22P05: one that the encoding does not have. The other is half
                // of a surrogate pair, on its way to the database.
                case DbException { SqlState: "22021" or "22P05" } or EncoderFallbackException:
                    return new KnowledgeBaseError(ErrorCodes.BadUserInput, "A text has a character that cannot be stored or searched for, such as U+0000.");
                // A statement that PostgreSQL itself ended.
                case DbException { SqlState: "57014" }:
                    return new KnowledgeBaseError(ErrorCodes.ExecutionTimeout, "A part of it took too long and was stopped. Ask for less at once.");
                case DbException database when IsUnavailable(database):
                    return Unavailable();
            }
        }

        return null;
    }

    private static KnowledgeBaseError Lagging(ProjectionLagException lag)
    {
        var error = new KnowledgeBaseError(
            ErrorCodes.ProjectionLagging, $"It is recorded at position {lag.Position}, but queries do not show it yet. Do not send it again without the same idempotency key.");
        error.Extensions = new() { ["position"] = lag.Position };
        return error;
    }

    private static KnowledgeBaseError Delayed(ErasureDelayedException delayed)
    {
        var error = new KnowledgeBaseError(ErrorCodes.ErasureDelayed, $"{delayed.Message} Try again in some seconds.");
        error.Extensions = new() { ["retryable"] = true };
        return error;
    }

    private static KnowledgeBaseError Unavailable()
    {
        var error = new KnowledgeBaseError(
            ErrorCodes.ServiceUnavailable, "The database does not answer. Try again in some seconds; a mutation with its idempotency key is recorded once at most.");
        error.Extensions = new() { ["retryable"] = true };
        return error;
    }

    // Transient: connections refused or lost, none free, a database that starts. 57P01: one that shuts down.
    private static bool IsUnavailable(DbException e) => e.IsTransient || e.SqlState is "57P01" or "57P02" or "57P03" or "53300";
}
