using System.Globalization;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>Collects attributes; what is not known is not said.</summary>
internal sealed class ProvAttributes(string type)
{
    private readonly List<ProvAttribute> all = [ProvAttribute.Type(type)];

    public IReadOnlyList<ProvAttribute> All => all;

    public ProvAttributes Label(string text)
    {
        all.Add(ProvAttribute.Label(text));
        return this;
    }

    public ProvAttributes Text(string name, string? text, string? language = null)
    {
        if (text is not null) all.Add(new(name, text, ProvValueKind.Text, language));
        return this;
    }

    public ProvAttributes Thing(string name, Guid? id)
    {
        if (id is { } known) all.Add(new(name, ProvNames.Of(known), ProvValueKind.Name));
        return this;
    }

    public ProvAttributes Number(string name, long? number)
    {
        if (number is { } known) all.Add(new(name, known.ToString(CultureInfo.InvariantCulture), ProvValueKind.Integer));
        return this;
    }

    public ProvAttributes Flag(string name, bool flag)
    {
        if (flag) all.Add(new(name, "true", ProvValueKind.Boolean));
        return this;
    }

    public ProvAttributes Address(string name, string? address)
    {
        if (address is not null) all.Add(new(name, address, ProvValueKind.Address));
        return this;
    }
}
