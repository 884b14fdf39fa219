using KnowledgeBase.Exchange;
using KnowledgeBase.Postgres;
using KnowledgeBase.Server;

try
{
    await using var app = await Startup.CancelledBySignals(stop => ServerApp.BuildAsync(args, stop));
    Announcements.WhenStarted(app);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is ConfigurationException or LocalPostgresException or SeedException || Startup.IsAddressInUse(e))
{
    await Console.Error.WriteLineAsync(Startup.Explain(e));
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped before it was started.");
    return 1;
}
