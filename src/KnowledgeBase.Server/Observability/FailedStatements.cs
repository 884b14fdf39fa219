using System.Diagnostics;
using OpenTelemetry;

namespace KnowledgeBase.Server.Observability;

/// <summary>
/// Npgsql puts the exception of a failed statement into its span, with PostgreSQL's sentence, which may quote a value. Such a span is
/// not exported; another one, without the exception, stands in for it.
/// </summary>
internal sealed class FailedStatements : BaseProcessor<Activity>
{
    public const string SourceName = "KnowledgeBase.Sql";

    private const string Npgsql = "Npgsql";

    private static readonly ActivitySource Source = new(SourceName);

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Npgsql || !data.Events.Any(e => e.Name == "exception")) return;
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        var before = Activity.Current;
        var parent = new ActivityContext(data.TraceId, data.ParentSpanId, ActivityTraceFlags.Recorded, data.TraceStateString);
        var told = Source.StartActivity(data.Kind, parent, data.TagObjects.Where(t => !t.Key.StartsWith("exception.", StringComparison.Ordinal)), startTime: data.StartTimeUtc, name: data.DisplayName);
        if (told is null) return;
        var state = (data.GetTagItem("db.response.status_code") ?? data.GetTagItem("error.type"))?.ToString();
        told.SetStatus(ActivityStatusCode.Error, state?.Length <= 5 ? state : null);
        told.SetEndTime(data.StartTimeUtc + data.Duration);
        told.Stop();
        Activity.Current = before;
    }
}
