using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Domain.Time;

/// <summary>A date is its text in JSON.</summary>
public sealed class EdtfDateJsonConverter : JsonConverter<EdtfDate>
{
    public override EdtfDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EdtfDate.TryParse(reader.GetString(), out var date, out var error) ? date : throw new JsonException(error.Message);

    public override void Write(Utf8JsonWriter writer, EdtfDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
