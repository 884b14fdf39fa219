using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Store;

/// <summary>The one JSON dialect of events and stored values: camelCase, enums by name, nothing written for null.</summary>
public static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // jsonb does not keep the order of properties, so a value's kind may come after its fields.
        options.AllowOutOfOrderMetadataProperties = true;
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
