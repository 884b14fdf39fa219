using System.Text.Json;

namespace KnowledgeBase.Store.Recording;

/// <summary>Payloads of events, as the log has them.</summary>
internal static class EventPayloads
{
    private static readonly Dictionary<string, Type> Types = EventNames.All.ToDictionary(e => e.Value, e => e.Key);

    /// <summary>Null when this version knows no such event.</summary>
    public static Type? TypeOf(string type) => Types.GetValueOrDefault(type);

    /// <exception cref="InvalidDataException">This version knows no such event, or it is not as its contract has it.</exception>
    public static object Read(string type, ReadOnlySpan<byte> data, long position)
    {
        if (!Types.TryGetValue(type, out var payload)) throw new InvalidDataException($"The event at position {position} is a “{type}”, which this version does not know.");
        try
        {
            return JsonSerializer.Deserialize(data, payload, StoreJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The event at position {position}, a “{type}”, cannot be read: {e.Message}", e);
        }
    }
}
