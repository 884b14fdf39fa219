using KnowledgeBase.Server;
using KnowledgeBase.Server.Commands;

try
{
    var status = 0;
    await Startup.RunUntilSignalled(async stop =>
    {
        status = await CommandLine.RunAsync(args, ServeAsync, stop);
    });
    return status;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync(Startup.Explain(e));
    return 1;
}

static async Task ServeAsync(string[] settings, CancellationToken stop)
{
    await using var app = await ServerApp.BuildAsync(settings, stop);
    Announcements.WhenStarted(app);
    await app.StartAsync(stop);
    await app.WaitForShutdownAsync(stop);
}
