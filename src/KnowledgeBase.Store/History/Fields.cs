using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Store.History;

/// <summary>Collects the fields that differ. Enums are written as in the API.</summary>
internal sealed class Fields
{
    private readonly List<ChangedField> fields = [];

    public IReadOnlyList<ChangedField> All => fields;

    public Fields Add(string name, string? from, string? to) => Add(name, Text(from), Text(to), from == to);

    public Fields Add(string name, EdtfDate? from, EdtfDate? to) => Add(name, from?.Text, to?.Text);

    public Fields Add(string name, bool? from, bool? to) => Add(name, Word(from), Word(to));

    public Fields Add<TEnum>(string name, TEnum? from, TEnum? to)
        where TEnum : struct, Enum => Add(name, Words.OfEnum(from), Words.OfEnum(to));

    public Fields AddSource(string name, Guid? from, Guid? to) =>
        Add(name, from is { } f ? new([new NamedSource(f)]) : null, to is { } t ? new([new NamedSource(t)]) : null, from == to);

    /// <summary>What something new says; nothing when it says nothing.</summary>
    public Fields AddNew(string name, StoryText? to) => Add(name, null, to, to is null);

    public Fields Add(string name, StoryText? from, StoryText? to, bool isSame)
    {
        if (!isSame) fields.Add(new(name, from, to));
        return this;
    }

    private static StoryText? Text(string? words) => words is null ? null : StoryText.Of(words);

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };
}
