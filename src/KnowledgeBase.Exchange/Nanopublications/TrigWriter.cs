using System.Text;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>Writes nanopublications as TriG, one after the other.</summary>
internal sealed class TrigWriter(TextWriter output)
{
    private readonly StringBuilder text = new();

    public Task WritePrefixesAsync()
    {
        foreach (var (prefix, iri) in Vocabularies.Prefixes) Prefix(prefix, iri);
        return EndAsync();
    }

    public Task WriteAsync(Nanopublication nanopublication)
    {
        text.Append('\n');
        Prefix("this", nanopublication.Uri);
        Prefix("sub", $"{nanopublication.Uri}/");
        foreach (var graph in nanopublication.Quads.GroupBy(q => q.Graph))
        {
            Iri(graph.Key);
            text.Append(" {\n");
            foreach (var subject in graph.GroupBy(q => q.Subject)) Subject(subject);
            text.Append("}\n");
        }

        return EndAsync();
    }

    private void Subject(IGrouping<string, Quad> subject)
    {
        text.Append("  ");
        Iri(subject.Key);
        var isFirst = true;
        foreach (var predicate in subject.GroupBy(q => q.Predicate))
        {
            text.Append(isFirst ? " " : " ;\n    ");
            isFirst = false;
            if (predicate.Key == Vocabularies.Rdf + "type") text.Append('a');
            else Iri(predicate.Key);
            var separator = ' ';
            foreach (var quad in predicate)
            {
                if (separator == ',') text.Append(',');
                text.Append(' ');
                Term(quad.Object);
                separator = ',';
            }
        }

        text.Append(" .\n");
    }

    private void Term(RdfTerm term)
    {
        if (!term.IsLiteral)
        {
            Iri(term.Value);
            return;
        }

        text.Append('"');
        foreach (var c in term.Value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
        if (term.Language is { } language) text.Append('@').Append(language);
        else if (term.Datatype != Vocabularies.Xsd + "string")
        {
            text.Append("^^");
            Iri(term.Datatype!);
        }
    }

    private void Iri(string iri)
    {
        if (iri == Nanopublication.Self) text.Append("this:");
        else if (iri.StartsWith(Nanopublication.Self, StringComparison.Ordinal)) text.Append("sub:").Append(iri.AsSpan(Nanopublication.Self.Length + 1));
        else if (Vocabularies.Prefixes.FirstOrDefault(p => iri.StartsWith(p.Iri, StringComparison.Ordinal)) is { Prefix: not null } known) text.Append(known.Prefix).Append(':').Append(iri.AsSpan(known.Iri.Length));
        else text.Append('<').Append(iri).Append('>');
    }

    private void Prefix(string prefix, string iri) => text.Append("@prefix ").Append(prefix).Append(": <").Append(iri).Append("> .\n");

    private async Task EndAsync()
    {
        foreach (var chunk in text.GetChunks()) await output.WriteAsync(chunk);
        text.Clear();
    }
}
