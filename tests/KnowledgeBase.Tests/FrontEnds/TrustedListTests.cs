using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>A list of trusted documents that is not what it says keeps the server from starting, by name.</summary>
public sealed class TrustedListTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("[]", "not an object of documents")]
    [InlineData("""{ "sha256:00": null }""", "has no document")]
    [InlineData("""{ "sha256:00": "{ __typename }" }""", "not the SHA-256")]
    [InlineData("""{ "md5:1": "{ __typename }" }""", "not the SHA-256")]
    [InlineData("""{ "0ba5b9b2ea8f7b15ee02be0e4ec4c9df""", "not an object of documents")]
    public async Task It_is_refused(string list, string why)
    {
        var folder = Directory.CreateTempSubdirectory("knowledgebase-trusted-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "persisted-documents.json"), list, TestContext.Current.CancellationToken);
        await using var server = new TrustingServer(postgres, folder.FullName);

        var refused = await Assert.ThrowsAsync<TrustedDocumentsException>(() => server.InitializeAsync().AsTask());

        folder.Delete(recursive: true);
        Assert.Contains("KnowledgeBase:Limits:TrustedDocuments", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private sealed class TrustingServer(PostgresServer postgres, string folder) : RunningServer(postgres)
    {
        protected override string[] Settings => [$"--KnowledgeBase:Limits:TrustedDocuments={folder}"];
    }
}
