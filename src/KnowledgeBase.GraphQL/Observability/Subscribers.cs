using System.Diagnostics.Metrics;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>Counts those who follow a subscription at this moment.</summary>
public sealed class Subscribers
{
    private readonly UpDownCounter<long> live;
    private readonly Counter<long> overrun;

    public Subscribers(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        live = meter.CreateUpDownCounter<long>("knowledgebase.graphql.subscribers", "{subscriber}", "Subscriptions that are live.");
        overrun = meter.CreateCounter<long>("knowledgebase.graphql.subscribers.overrun", "{subscriber}", "Subscriptions that were ended because their reader was too slow.");
    }

    /// <summary>Call it when a subscription begins; disposing what is answered, once or more often, ends it.</summary>
    /// <param name="transport">How it is followed, such as <c>websocket</c> or <c>sse</c>; a word of ours, not the client's.</param>
    public IDisposable Enter(string transport) => new Live(live, transport);

    /// <summary>Call it when one is ended because its reader is too slow.</summary>
    /// <param name="transport">As for <see cref="Enter"/>.</param>
    public void Overrun(string transport) => overrun.Add(1, new KeyValuePair<string, object?>("transport", transport));

    private sealed class Live : IDisposable
    {
        private readonly UpDownCounter<long> live;
        private readonly KeyValuePair<string, object?> label;
        private int left;

        public Live(UpDownCounter<long> live, string transport)
        {
            (this.live, label) = (live, new("transport", transport));
            live.Add(1, label);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) live.Add(-1, label);
        }
    }
}
