using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>The configuration works as it is given, on a running server with the limits that it has by default.</summary>
public sealed class CodegenOfServerTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_server_is_asked_for_its_schema_and_the_types_are_those_of_the_schema_in_the_repository()
    {
        var ofFile = await FrontEndTool.ReadAsync("codegen-of-server.mjs", Path.Combine(Contract.Folder, "knowledgebase.graphql"));
        var ofServer = await FrontEndTool.ReadAsync("codegen-of-server.mjs", new Uri(server.Address, "/graphql").ToString());

        Assert.Contains("graphql.ts", ofFile.AsObject().Select(f => f.Key));
        // In whatever order: a server tells its types in another one than the file has.
        foreach (var (name, content) in ofFile.AsObject()) Assert.Equal(Lines((string)content!), Lines((string)ofServer[name]!));
    }

    private static IEnumerable<string> Lines(string content) => content.Split('\n').Order(StringComparer.Ordinal);
}
