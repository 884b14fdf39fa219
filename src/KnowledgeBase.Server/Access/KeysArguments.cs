using System.Globalization;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.Store.Access;

namespace KnowledgeBase.Server.Access;

internal enum KeysVerb
{
    Create,
    List,
    Revoke,
}

/// <summary>What was asked for on the command line.</summary>
/// <param name="Name">Of the key to be made; of the one to be revoked also its id.</param>
/// <param name="Settings">Of the server; they are read as the server reads them.</param>
internal sealed record KeysArguments(KeysVerb Verb, string? Name, Role? Role, int? Days, IReadOnlyList<string> Settings)
{
    private const int MostDays = 3_650;

    /// <exception cref="FormatException">It is not understood; the message says what.</exception>
    public static KeysArguments Read(string[] arguments)
    {
        var verb = arguments.FirstOrDefault() switch
        {
            "create" => KeysVerb.Create,
            "list" => KeysVerb.List,
            "revoke" => KeysVerb.Revoke,
            null => throw new FormatException("keys: what about them?"),
            var other => throw new FormatException($"keys {other}: there is no such command."),
        };
        var (options, names, settings) = Split(arguments.Skip(1));
        var allowed = verb == KeysVerb.Create ? (string[])["name", "role", "days"] : verb == KeysVerb.Revoke ? ["name"] : [];
        if (options.Keys.Except(allowed).FirstOrDefault() is { } unknown) throw new FormatException($"--{unknown}: there is no such option here.");
        if (names.Count > (verb == KeysVerb.Revoke && !options.ContainsKey("name") ? 1 : 0)) throw new FormatException($"{names[^1]}: what is that?");
        var name = options.GetValueOrDefault("name") ?? names.FirstOrDefault();
        if (verb == KeysVerb.List) return new(verb, null, null, null, settings);
        if (string.IsNullOrWhiteSpace(name)) throw new FormatException("Which key? Give its name.");
        return verb == KeysVerb.Revoke ? new(verb, name, null, null, settings) : new(verb, NewName(name), RoleOf(options), DaysOf(options), settings);
    }

    private static (Dictionary<string, string> Options, List<string> Names, List<string> Settings) Split(IEnumerable<string> arguments)
    {
        var (options, names, settings) = (new Dictionary<string, string>(), new List<string>(), new List<string>());
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var text = rest.Current;
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(text);
                continue;
            }

            var at = text.IndexOf('=', StringComparison.Ordinal);
            var key = at < 0 ? text[2..] : text[2..at];
            var value = at >= 0 ? text[(at + 1)..] : rest.MoveNext() ? rest.Current : throw new FormatException($"{text} needs a value.");
            if (key.Contains(':', StringComparison.Ordinal)) settings.Add($"--{key}={value}");
            else if (!options.TryAdd(key, value)) throw new FormatException($"--{key} is given twice.");
        }

        return (options, names, settings);
    }

    private static string NewName(string name) => name.Length <= ApiKeys.LongestName && !name.Any(char.IsControl) && name == name.Trim() && !name.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal)
        ? name
        : throw new FormatException($"A name has at most {ApiKeys.LongestName} characters, no blanks around it, and does not begin with {ApiKeySecret.Prefix}.");

    private static Role RoleOf(Dictionary<string, string> options) => options.TryGetValue("role", out var text)
        ? Principals.RoleNamed(text) ?? throw new FormatException($"{text} is no role: {string.Join(", ", Principals.RoleNames)}.")
        : throw new FormatException($"Which role? --role is one of {string.Join(", ", Principals.RoleNames)}.");

    private static int? DaysOf(Dictionary<string, string> options)
    {
        if (!options.TryGetValue("days", out var text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? days
            : throw new FormatException($"--days is a whole number, 1 to {MostDays}.");
    }
}
