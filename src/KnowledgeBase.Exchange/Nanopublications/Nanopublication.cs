using KnowledgeBase.Exchange.Export;
using static KnowledgeBase.Exchange.Nanopublications.Vocabularies;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>Statements of a nanopublication in the making, and its name when it is done.</summary>
internal sealed class Nanopublication
{
    /// <summary>Where the network of nanopublications looks names up.</summary>
    public const string Base = "https://w3id.org/np/";

    /// <summary>Itself, until its hash is known.</summary>
    public const string Self = Base + TrustyUri.Placeholder;

    public const string Assertion = Self + "/assertion";
    public const string Provenance = Self + "/provenance";
    public const string PublicationInfo = Self + "/pubinfo";
    private const string Head = Self + "/Head";

    private readonly List<Quad> quads = [];
    private string? uri;

    public Nanopublication()
    {
        Say(Head, Self, Rdf + "type", Np + "Nanopublication");
        Say(Head, Self, Np + "hasAssertion", Assertion);
        Say(Head, Self, Np + "hasProvenance", Provenance);
        Say(Head, Self, Np + "hasPublicationInfo", PublicationInfo);
    }

    /// <summary>Each once, in the order in which they were said.</summary>
    public IReadOnlyList<Quad> Quads => quads;

    /// <summary>Its name. Nothing can be said any more once it was asked for.</summary>
    public string Uri => uri ??= Base + TrustyUri.ArtifactCode(quads);

    /// <summary>A name within it.</summary>
    public static string Within(string name) => $"{Self}/{name}";

    public void Say(string graph, string subject, string predicate, RdfTerm @object)
    {
        if (uri is not null) throw new InvalidOperationException($"{uri} is done.");
        var quad = new Quad(graph, subject, predicate, @object);
        if (!quads.Contains(quad)) quads.Add(quad);
    }

    public void Say(string graph, string subject, string predicate, string iri) => Say(graph, subject, predicate, iri.StartsWith(Self, StringComparison.Ordinal) ? new RdfTerm(iri) : RdfTerm.Iri(iri));

    public void SayText(string graph, string subject, string predicate, string? text, string? language = null)
    {
        if (text is not null) Say(graph, subject, predicate, RdfTerm.Text(text, language));
    }

    public void SayDate(string graph, string subject, string predicate, string? edtf)
    {
        if (edtf is not null) Say(graph, subject, predicate, RdfTerm.Typed(edtf, Edtf));
    }

    /// <summary>Who made it when, and under which licence.</summary>
    public void SayWho(string account, DateTimeOffset at, ExportSettings settings)
    {
        var creator = Iris.Of(Iris.Account(account));
        Say(PublicationInfo, Self, Dct + "created", RdfTerm.Typed(Terms.Instant(at), Xsd + "dateTime"));
        Say(PublicationInfo, Self, Dct + "creator", creator);
        SayText(PublicationInfo, creator, Rdfs + "label", account);
        if (settings.License is { } license) Say(PublicationInfo, Self, Dct + "license", license.AbsoluteUri);
    }
}
