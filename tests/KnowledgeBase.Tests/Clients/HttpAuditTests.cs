using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Clients;

/// <summary>GraphQL over HTTP as the audits of npm's graphql-http see it: what the specification must, should and may have.</summary>
public sealed class HttpAuditTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task All_audits_pass_without_a_warning_or_a_notice()
    {
        var audits = (await NodeScript.RunAsync("http-audits.mjs", new Uri(server.Address, "/graphql").ToString())).AsArray();

        Assert.Equal(61, audits.Count);
        Assert.Empty(audits.Where(a => (string)a!["status"]! != "ok").Select(a => a!.ToJsonString()));
    }
}
