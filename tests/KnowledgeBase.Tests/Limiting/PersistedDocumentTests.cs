using System.Net;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>A server that carries out the example operations alone.</summary>
public sealed class TrustingServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override string[] Settings =>
        ["--KnowledgeBase:Limits:TrustedDocumentsOnly=true", $"--KnowledgeBase:Limits:TrustedDocuments={Path.Combine(Contract.Folder, "operations")}"];
}

/// <summary>A server that keeps hardly anything.</summary>
public sealed class ForgetfulServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override string[] Settings => ["--KnowledgeBase:Limits:PersistedDocuments=3", "--KnowledgeBase:Limits:CachedDocuments=0"];
}

/// <summary>Documents by their hash, and answers that need not be asked for again.</summary>
public sealed class PersistedDocumentTests(RunningServer server, TrustingServer trusting, ForgetfulServer forgetful)
    : IClassFixture<RunningServer>, IClassFixture<TrustingServer>, IClassFixture<ForgetfulServer>
{
    [Fact]
    public async Task A_document_is_known_by_its_hash_once_it_was_sent_with_it()
    {
        const string query = "{ persons { totalCount } }";
        await server.Post(Apollo(Hash(query))).MustBeRefused(400, "PERSISTED_QUERY_NOT_FOUND");
        await server.Post(Apollo(Hash(query), query)).MustPass();
        await server.Post(Apollo(Hash(query))).MustPass();
        await server.Post(new { documentId = $"sha256:{Hash(query)}" }).MustPass();
        await server.Get("extensions=" + Uri.EscapeDataString($$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{Hash(query)}}}"}}""")).MustPass();
    }

    [Fact]
    public async Task A_document_under_a_wrong_hash_is_refused_and_not_kept()
    {
        var wrong = Hash("{ another }");
        await server.Post(Apollo(wrong, "{ __typename }")).MustBeRefused(400, "PERSISTED_QUERY_MISMATCH");
        await server.Post(Apollo(wrong)).MustBeRefused(400, "PERSISTED_QUERY_NOT_FOUND");
        await server.Post(Apollo("short")).MustBeRefused(400, "BAD_REQUEST");
        await server.Post(new { documentId = "md5:1" }).MustBeRefused(400, "BAD_REQUEST");
    }

    [Fact]
    public async Task Documents_that_clients_leave_drive_out_the_longest_unused_one()
    {
        string Query(int i) => $"query A{i} {{ __typename }}";
        foreach (var i in Enumerable.Range(0, 20)) await forgetful.Post(Apollo(Hash(Query(i)), Query(i))).MustPass();
        foreach (var i in new[] { 17, 18, 19 }) await forgetful.Post(Apollo(Hash(Query(i)))).MustPass();
        foreach (var i in Enumerable.Range(0, 17)) await forgetful.Post(Apollo(Hash(Query(i)))).MustBeRefused(400, "PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public async Task Only_trusted_documents_run_where_that_is_asked_for()
    {
        var trusted = await File.ReadAllTextAsync(Path.Combine(Contract.Folder, "operations", "00-hello.graphql"), TestContext.Current.CancellationToken);
        await trusting.Post(new { query = trusted }).MustPass();
        await trusting.Post(new { query = trusted.TrimEnd() }).MustPass();
        await trusting.Post(new { documentId = $"sha256:{Hash(trusted)}" }).MustPass();
        await trusting.Post(new { query = "{ __typename }" }).MustBeRefused(403, "UNTRUSTED_DOCUMENT");
        await trusting.Post(Apollo(Hash("{ __typename }"), "{ __typename }")).MustBeRefused(403, "UNTRUSTED_DOCUMENT");
        await trusting.Post(Apollo(Hash("{ __typename }"))).MustBeRefused(400, "PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public async Task An_answer_by_hash_is_not_sent_again_until_something_is_recorded()
    {
        const string query = "query($n: Int) { persons(first: $n) { totalCount nodes { label } } }";
        await server.Post(Apollo(Hash(query), query)).MustPass();
        var address = $"documentId=sha256:{Hash(query)}&variables={Uri.EscapeDataString("""{"n":3}""")}";
        using var first = await server.Get(address);
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal("no-cache, private", string.Join(", ", first.Headers.GetValues("Cache-Control").Order()));
        using (var again = await server.Get(address, ("If-None-Match", tag)))
        {
            Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag!.ToString()));
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        using (var other = await server.Get($"documentId=sha256:{Hash(query)}&variables={Uri.EscapeDataString("""{"n":4}""")}", ("If-None-Match", tag)))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        await server.Post(new { query = """mutation { registerPerson(input: { key: "new", label: "New" }) { person { id } } }""" }).MustPass();
        using var changed = await server.Get(address, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Theory]
    [InlineData("{ persons(first: 1000) { totalCount } }", "an error")]
    [InlineData("{ integrity { isIntact } }", "what changes by itself")]
    public async Task Some_answers_have_no_tag(string query, string reason)
    {
        using (await server.Post(Apollo(Hash(query), query)))
        {
            using var answer = await server.Get($"documentId=sha256:{Hash(query)}");
            Assert.True(answer.Headers.ETag is null, reason);
        }
    }

    [Fact]
    public async Task A_document_that_is_kept_still_has_its_variables_read()
    {
        const string query = "query($n: Int!) { persons(first: $n) { totalCount } }";
        await server.Post(new { query, variables = new { n = 1 } }).MustPass();
        await server.Post(new { query, variables = new { n = "x" } }).MustBeRefused(400, "BAD_USER_INPUT");
        await server.Post(new { query }).MustBeRefused(400, "BAD_USER_INPUT");
        await server.Post(new { query, variables = new { n = 2 } }).MustPass();
    }

    private static object Apollo(string hash, string? query = null) => new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
