using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Relay;

/// <summary>
/// A lens as part of an id: <c>k</c> and the position that it was known at, <c>v</c> and the date that it looks at in the world,
/// <c>w</c> and the sources that it leaves out (base64url of 16 bytes each, with commas, in order); those that it has, with
/// semicolons. The position stands for the instant: it means the same for ever.
/// </summary>
public static class LensCode
{
    /// <returns>Null for now, with every source.</returns>
    public static string? Write(Lens lens)
    {
        if (lens is { At: null, View: null }) return null;
        var parts = new List<string>();
        if (lens is { At: { } at, IsKnownAt: true }) parts.Add(string.Create(CultureInfo.InvariantCulture, $"k{at}"));
        if (lens.View?.ValidAt is { } valid) parts.Add($"v{valid.Text}");
        if (lens.View is { WithoutSources.Count: > 0 } view) parts.Add($"w{string.Join(',', view.WithoutSources.Select(Write))}");
        return parts.Count == 0 ? null : string.Join(';', parts);
    }

    public static bool IsValid(string code) => TryParse(code, out _);

    public static bool TryParse(string code, [NotNullWhen(true)] out LensRequest? request)
    {
        request = new();
        foreach (var part in code.Split(';'))
        {
            if (part.Length < 2) return false;
            var rest = part.AsSpan(1);
            switch (part[0])
            {
                case 'k' when request is { Position: null, ValidAt: null, WithoutSources: null }
                    && long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && (rest[0] != '0' || rest.Length == 1):
                    request = request with { Position = at };
                    break;
                case 'v' when request is { ValidAt: null, WithoutSources: null } && EdtfDate.TryParse(rest.ToString(), out var date, out _) && rest.SequenceEqual(date.Text):
                    request = request with { ValidAt = date };
                    break;
                case 'w' when request.WithoutSources is null && TryParseIds(rest.ToString(), out var ids):
                    request = request with { WithoutSources = ids };
                    break;
                default: return false;
            }
        }

        return true;
    }

    private static string Write(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>In order and once each, so that there is one text for one lens.</summary>
    private static bool TryParseIds(string text, out List<Guid> ids)
    {
        ids = [];
        Span<byte> bytes = stackalloc byte[16];
        foreach (var part in text.Split(','))
        {
            if (part.Length != 22 || !Base64Url.IsValid(part) || !Base64Url.TryDecodeFromChars(part, bytes, out var length) || length != 16) return false;
            var id = new Guid(bytes, bigEndian: true);
            if (Write(id) != part || (ids.Count > 0 && ids[^1].CompareTo(id) >= 0)) return false;
            ids.Add(id);
        }

        return ids.Count <= LensRequest.MostSources;
    }
}
