using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Transport;

/// <summary>The statuses, types and errors of GraphQL over HTTP.</summary>
public sealed class TransportTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string GraphQL = "application/graphql-response+json";
    private const string Json = "application/json";
    private const string Query = """{"query":"{ __typename }"}""";

    [Theory]
    // Negotiation: the older type for clients that do not name the newer one.
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData(Json, Json)]
    [InlineData(GraphQL, GraphQL)]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", GraphQL)]
    [InlineData("application/json, application/graphql-response+json;q=0.5", Json)]
    [InlineData("application/graphql-response+json;q=0.5, */*;q=0.1", GraphQL)]
    [InlineData("text/html, */*;q=0.8", Json)]
    [InlineData("application/json;q=0, */*", GraphQL)]
    public async Task The_answer_has_the_type_that_the_client_likes_best(string? accept, string type)
    {
        using var answer = await Post(Query, accept: accept);
        Assert.Equal((HttpStatusCode.OK, type, "utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await Text(answer));
    }

    [Theory]
    [InlineData("text/html", 406, "NOT_ACCEPTABLE")]
    [InlineData("application/json;q=0", 406, "NOT_ACCEPTABLE")]
    public async Task No_type_that_it_accepts_is_not_acceptable(string accept, int status, string code) =>
        await Refused(await Post(Query, accept: accept), status, code);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/graphql")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task Only_JSON_in_UTF8_is_read(string? contentType) => await Refused(await Post(Query, contentType), 415, "UNSUPPORTED_MEDIA_TYPE");

    [Fact]
    public async Task A_compressed_body_is_not_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(Query, Encoding.UTF8, Json) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        await Refused(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("", "MALFORMED_JSON")]
    [InlineData("{", "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }",}""", "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }","query":"{ a }"}""", "MALFORMED_JSON")]
    [InlineData("""{"query":"\ud800"}""", "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }","variables":{"a":"\ud800"}}""", "MALFORMED_JSON")]
    [InlineData("[]", "BATCHING_NOT_SUPPORTED")]
    [InlineData("""[{"query":"{ __typename }"}]""", "BATCHING_NOT_SUPPORTED")]
    [InlineData("null", "BAD_REQUEST")]
    [InlineData("\"text\"", "BAD_REQUEST")]
    [InlineData("{}", "BAD_REQUEST")]
    [InlineData("""{"query":""}""", "BAD_REQUEST")]
    [InlineData("""{"query":7}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","operationName":7}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":[]}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":"{}"}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","extensions":7}""", "BAD_REQUEST")]
    public async Task A_body_that_is_no_request_is_refused_in_either_type(string body, string code)
    {
        await Refused(await Post(body, accept: Json), 400, code);
        await Refused(await Post(body, accept: GraphQL), 400, code);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"query\":\"{ a"u8, 0xC3, 0x28, .. " }\"}"u8]);
        content.Headers.ContentType = new(Json);
        await Refused(await server.Http.PostAsync("/graphql", content, TestContext.Current.CancellationToken), 400, "MALFORMED_JSON");
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothingOfTheKind }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("fragment F on Query { __typename }", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("query($a: Int!) { __typename @skip(if: true) entity(key: \"a\") @include(if: false) { id } changes(first: $a) { totalCount } }", "BAD_USER_INPUT")]
    public async Task What_is_no_operation_of_the_schema_is_400_in_the_newer_type_and_200_in_the_older(string query, string? code)
    {
        var body = new JsonObject { ["query"] = query }.ToJsonString();
        using var older = await Post(body, accept: Json);
        Assert.Equal(200, (int)older.StatusCode);
        await Refused(await Post(body, accept: GraphQL), 400, code);
    }

    [Fact]
    public async Task A_document_nested_beyond_all_measure_is_400()
    {
        var query = string.Concat(Enumerable.Repeat("{a", 500)) + string.Concat(Enumerable.Repeat("}", 500));
        await Refused(await Post(new JsonObject { ["query"] = query }.ToJsonString(), accept: GraphQL), 400, "DOCUMENT_TOO_DEEP");
        var list = $$"""{ a(b: {{new string('[', 900)}}{{new string(']', 900)}}) }""";
        await Refused(await Post(new JsonObject { ["query"] = list }.ToJsonString(), accept: GraphQL), 400, "DOCUMENT_TOO_DEEP");
    }

    [Fact]
    public async Task JSON_nested_beyond_all_measure_is_400() =>
        await Refused(await Post($$"""{"query":"{ __typename }","variables":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""), 400, "MALFORMED_JSON");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_megabytes_are_refused_whether_or_not_they_are_announced(bool isChunked)
    {
        var text = new string('x', 10 * 1024 * 1024);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent($$"""{"query":"{ entity(key: \"{{text}}\") { id } }"}""", Encoding.UTF8, Json),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;
        await Refused(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), 413, "REQUEST_TOO_LARGE");
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        const string start = "{\"query\":\"{ __typename }\",\"extensions\":{\"a\":\"";
        var body = start + new string('x', (2 * 1024 * 1024) - start.Length - 3) + "\"}}";
        using var answer = await Post(body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Refused(await Post(body.Replace("\"}}", "x\"}}", StringComparison.Ordinal)), 413, "REQUEST_TOO_LARGE");
    }

    [Theory]
    [InlineData("?query={__typename}", 200, null)]
    [InlineData("?query=query A{__typename} query B{__typename}&operationName=B", 200, null)]
    [InlineData("?query=query($n:Int!){changes(first:$n){totalCount}}&variables={\"n\":1}", 200, null)]
    [InlineData("?query=mutation{registerPerson(input:{key:\"got\",label:\"x\"}){errors{__typename}}}", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("?query=query A{__typename} mutation B{registerPerson(input:{key:\"got\",label:\"x\"}){errors{__typename}}}&operationName=B", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("?query={", 400, "GRAPHQL_PARSE_FAILED")]
    [InlineData("?query={__typename}&variables={", 400, "MALFORMED_JSON")]
    [InlineData("?query={__typename}&variables=7", 400, "BAD_REQUEST")]
    [InlineData("?query={__typename}&query={__typename}", 400, "BAD_REQUEST")]
    [InlineData("?operationName=A", 400, "BAD_REQUEST")]
    [InlineData("", 400, "BAD_REQUEST")]
    public async Task Queries_may_come_by_GET(string parameters, int status, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql" + parameters.Replace(" ", "%20", StringComparison.Ordinal));
        request.Headers.Accept.Add(new(GraphQL));
        var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        if (status != 200) await Refused(answer, status, code);
        else Assert.Equal((200, true), ((int)answer.StatusCode, JsonNode.Parse(await Text(answer))!["data"] is not null));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        using var request = new HttpRequestMessage(new(method), "/graphql") { Content = new StringContent(Query, Encoding.UTF8, Json) };
        var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["GET", "POST"], answer.Content.Headers.Allow);
        await Refused(answer, 405, "METHOD_NOT_ALLOWED");
    }

    private async Task<HttpResponseMessage> Post(string body, string? contentType = Json, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task Refused(HttpResponseMessage answer, int status, string? code)
    {
        using (answer)
        {
            var body = JsonNode.Parse(await Text(answer))!;
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Null(body["data"]);
            var error = body["errors"]!.AsArray()[0]!;
            Assert.NotEmpty(error["message"]!.ToString());
            if (code is not null) Assert.Equal(code, error["extensions"]!["code"]!.ToString());
            Assert.NotEqual("INTERNAL", error["extensions"]!["code"]!.ToString());
        }
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
