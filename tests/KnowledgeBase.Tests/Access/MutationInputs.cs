using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Access;

/// <summary>All mutations of the schema, each with an input that validates: whatever has to be given, made from its type.</summary>
internal sealed class MutationInputs
{
    private readonly Dictionary<string, JsonNode> types;

    private MutationInputs(Dictionary<string, JsonNode> types) => this.types = types;

    public IReadOnlyList<(string Name, string Description, string Document, object Variables)> Mutations { get; private set; } = [];

    public static async Task<MutationInputs> ReadAsync(RunningServer server)
    {
        const string type = "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        var schema = (await server.Ask(
            $$"""
            {
              __schema {
                mutationType { fields { name description args { name {{type}} } } }
                types { name kind enumValues { name } inputFields { name defaultValue {{type}} } }
              }
            }
            """).MustBeData())["__schema"]!;
        var inputs = new MutationInputs(schema["types"]!.AsArray().ToDictionary(t => (string)t!["name"]!, t => t!));
        inputs.Mutations = [.. schema["mutationType"]!["fields"]!.AsArray().Select(f => inputs.Of(f!))];
        return inputs;
    }

    private (string, string, string, object) Of(JsonNode field)
    {
        var (name, input) = ((string)field["name"]!, field["args"]!.AsArray().Single()!["type"]!);
        var document = $"mutation($input: {(string)input["ofType"]!["name"]!}!) {{ {name}(input: $input) {{ errors {{ __typename }} }} }}";
        return (name, (string)field["description"]!, document, new { input = Value(input) });
    }

    private JsonNode? Value(JsonNode type) => (string)type["kind"]! switch
    {
        "NON_NULL" => Value(type["ofType"]!),
        "LIST" => new JsonArray(Value(type["ofType"]!)),
        "ENUM" => JsonValue.Create((string)types[(string)type["name"]!]["enumValues"]![0]!["name"]!),
        "INPUT_OBJECT" => Object(types[(string)type["name"]!]),
        _ => Scalar((string)type["name"]!),
    };

    private JsonObject Object(JsonNode type) => new(type["inputFields"]!.AsArray()
        .Where(f => (string)f!["type"]!["kind"]! == "NON_NULL" && f["defaultValue"] is null)
        .Select(f => KeyValuePair.Create((string)f!["name"]!, Value(f["type"]!))));

    private static JsonValue Scalar(string name) => name switch
    {
        "Boolean" => JsonValue.Create(true),
        "Int" or "Float" => JsonValue.Create(1),
        "EdtfDate" => JsonValue.Create("2020"),
        "DateTime" => JsonValue.Create("2020-01-01T00:00:00Z"),
        "URL" => JsonValue.Create("https://example.org/"),
        "CountryCode" => JsonValue.Create("FR"),
        _ => JsonValue.Create("person:nobody"),
    };
}
