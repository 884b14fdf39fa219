using KnowledgeBase.Server;
using KnowledgeBase.Server.Access;

try
{
    var status = 0;
    await Startup.RunUntilSignalled(async stop =>
    {
        if (args is ["keys", .. var rest])
        {
            status = await KeysCommand.RunAsync(rest, Console.Out, Console.Error, stop);
            return;
        }

        await using var app = await ServerApp.BuildAsync(args, stop);
        Announcements.WhenStarted(app);
        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
    });
    return status;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync(Startup.Explain(e));
    return 1;
}
