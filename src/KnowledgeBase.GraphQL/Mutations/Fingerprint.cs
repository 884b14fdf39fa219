using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>What an idempotency key stands for: the operation and all of its input that says what is to be recorded.</summary>
internal static class Fingerprint
{
    // They name the request, not what it asks for: a client that tries again may number its tries.
    private static readonly string[] LeftOut = [InputFields.ClientMutationId, InputFields.IdempotencyKey];

    /// <summary>The same for the same input, in whichever order its fields came and whether a field was null or absent.</summary>
    public static string Of(string mutation, IDictionary<string, object?> input)
    {
        using var canonical = new MemoryStream();
        using (var json = new Utf8JsonWriter(canonical))
        {
            json.WriteStartArray();
            json.WriteStringValue(mutation);
            Write(json, input.Where(f => !LeftOut.Contains(f.Key)).ToDictionary());
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.GetBuffer().AsSpan(0, (int)canonical.Length)));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case IDictionary<string, object?> fields:
                json.WriteStartObject();
                foreach (var (name, field) in fields.Where(f => f.Value is not null).OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    Write(json, field);
                }

                json.WriteEndObject();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
