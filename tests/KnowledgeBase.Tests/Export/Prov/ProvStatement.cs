namespace KnowledgeBase.Tests.Export.Prov;

/// <summary>One statement of a PROV file, however it was written: two of the same content are equal.</summary>
/// <param name="Type">As PROV-JSONLD names it.</param>
/// <param name="Id">Null for a relation.</param>
/// <param name="Members">Terms, times and attributes, in order, each as one text.</param>
internal sealed record ProvStatement(string Type, string? Id, string Members)
{
    public static ProvStatement Of(string type, string? id, IEnumerable<(string Name, string Value)> members) =>
        new(type, id, string.Join('\n', members.Select(m => $"{m.Name} {m.Value}").Order(StringComparer.Ordinal)));

    public string? this[string name] => All(name).SingleOrDefault();

    public IEnumerable<string> All(string name) =>
        Members.Split('\n').Where(m => m.StartsWith($"{name} ", StringComparison.Ordinal)).Select(m => m[(name.Length + 1)..]);
}
