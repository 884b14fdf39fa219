using KnowledgeBase.Server;

try
{
    await Startup.RunUntilSignalled(async stop =>
    {
        await using var app = await ServerApp.BuildAsync(args, stop);
        Announcements.WhenStarted(app);
        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
    });
    return 0;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync(Startup.Explain(e));
    return 1;
}
