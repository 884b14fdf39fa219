using KnowledgeBase.Server;
using Microsoft.Extensions.Configuration;

namespace KnowledgeBase.Tests.Hosting;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Debug_and_Release_builds_of_one_clone_have_the_same_data() =>
        Assert.Equal(DataOf("/clones/one/src/Server/bin/Debug/net10.0/"), DataOf("/clones/one/src/Server/bin/Release/net10.0"));

    [Fact]
    public void Two_clones_do_not_meet_in_one_base() =>
        Assert.NotEqual(DataOf("/clones/one/src/Server/bin/Debug/net10.0"), DataOf("/clones/two/src/Server/bin/Debug/net10.0"));

    [Fact]
    public void Two_published_servers_do_not_meet_in_one_base() => Assert.NotEqual(DataOf("/usr/local/bin/kb/one"), DataOf("/usr/local/bin/kb/two"));

    private static string DataOf(string contentRoot) => ServerOptions.From(new ConfigurationBuilder().Build(), contentRoot).DataDirectory;
}
