using System.Buffers;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>A node of RDF: an IRI, or a literal.</summary>
/// <param name="Value">The IRI in full, or the literal's text.</param>
/// <param name="Datatype">Of a literal without a language; null for an IRI.</param>
/// <param name="Language">Of a literal, in lower case.</param>
public readonly record struct RdfTerm(string Value, string? Datatype = null, string? Language = null)
{
    private static readonly SearchValues<char> NotInIris = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(c => (char)c), .. "<>\"{}|^`\\"]);

    public bool IsLiteral => Datatype is not null || Language is not null;

    /// <param name="iri">What an IRI must not contain is percent-encoded.</param>
    public static RdfTerm Iri(string iri)
    {
        if (iri.AsSpan().IndexOfAny(NotInIris) < 0) return new(iri);
        var escaped = new StringBuilder();
        foreach (var c in iri) _ = NotInIris.Contains(c) ? escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : escaped.Append(c);
        return new(escaped.ToString());
    }

    /// <param name="language">Languages are the same in whatever case; lower case is what everybody hashes alike.</param>
    public static RdfTerm Text(string text, string? language = null) => language is null ? new(text, Vocabularies.Xsd + "string") : new(text, null, language.ToLowerInvariant());

    public static RdfTerm Typed(string text, string datatype) => new(text, datatype);
}

/// <summary>A statement in a graph.</summary>
public readonly record struct Quad(string Graph, string Subject, string Predicate, RdfTerm Object);

/// <summary>Vocabularies that nanopublications are written in.</summary>
internal static class Vocabularies
{
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Rdfs = "http://www.w3.org/2000/01/rdf-schema#";
    public const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    public const string ProvO = "http://www.w3.org/ns/prov#";
    public const string Dct = "http://purl.org/dc/terms/";
    public const string Oa = "http://www.w3.org/ns/oa#";
    public const string Np = "http://www.nanopub.org/nschema#";
    public const string Npx = "http://purl.org/nanopub/x/";
    public const string Own = Export.Iris.Vocabulary;

    /// <summary>Dates of level 1, as the Library of Congress names their datatype.</summary>
    public const string Edtf = "http://id.loc.gov/datatypes/edtf/EDTF-level1";

    public static IReadOnlyList<(string Prefix, string Iri)> Prefixes { get; } =
    [
        ("np", Np), ("npx", Npx), ("rdf", Rdf), ("rdfs", Rdfs), ("xsd", Xsd), ("prov", ProvO), ("dct", Dct), ("oa", Oa), ("kb", Own),
    ];
}
