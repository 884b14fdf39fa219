using System.Globalization;
using System.Text;
using Npgsql;

namespace KnowledgeBase.Store;

/// <summary>
/// A failure as a log may have it. PostgreSQL's sentences quote values, and so what somebody asked or recorded; of a failed statement
/// only its state, and what it names of the schema, is told.
/// </summary>
public sealed class ToldException : Exception
{
    private readonly Exception failure;

    private ToldException(Exception failure)
        : base(Words(failure)) => this.failure = failure;

    public override string? StackTrace => failure.StackTrace;

    /// <summary>The same exception when no statement failed in it.</summary>
    public static Exception Of(Exception failure) => Chain(failure).Any(e => e is PostgresException) ? new ToldException(failure) : failure;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var e in Chain(failure)) text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " ---> " : "")}{e.GetType()}: {Words(e)}\n{e.StackTrace}\n");
        return text.ToString();
    }

    // What wraps a failed statement may repeat its sentence.
    private static string Words(Exception e) => e switch
    {
        PostgresException failed => Words(failed),
        _ when Chain(e).OfType<PostgresException>().FirstOrDefault(p => e.Message.Contains(p.MessageText, StringComparison.Ordinal)) is { } inner => Words(inner),
        _ => e.Message,
    };

    private static string Words(PostgresException e)
    {
        var named = new[] { e.SchemaName, e.TableName, e.ColumnName, e.DataTypeName, e.ConstraintName, e.Routine }.Where(n => !string.IsNullOrEmpty(n));
        return $"A statement failed with the state {e.SqlState} ({string.Join(", ", named)}).";
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
            if (e is not AggregateException several) continue;
            // The first is its inner one, which comes next.
            foreach (var other in several.InnerExceptions.Skip(1).SelectMany(Chain)) yield return other;
        }
    }
}
