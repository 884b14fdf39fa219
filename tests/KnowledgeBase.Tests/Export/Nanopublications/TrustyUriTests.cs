using KnowledgeBase.Exchange.Nanopublications;

namespace KnowledgeBase.Tests.Export.Nanopublications;

/// <summary>Vectors of our own; what they must be was reckoned by the script that checks whole files, which agrees with the public suite.</summary>
public sealed class TrustyUriTests
{
    private const string Self = "https://w3id.org/np/ ";

    [Fact]
    public void A_statement() => Assert.Equal("RAmKYQrMc2hBHCxgY9Wsp9QXDXAahHTkpRauj27XBKRMQ", TrustyUri.ArtifactCode([new($"{Self}/a", Self, "http://example.org/p", RdfTerm.Iri("http://example.org/o"))]));

    [Fact]
    public void Things_come_before_words_and_words_by_what_they_say_their_type_and_their_language()
    {
        RdfTerm[] objects =
        [
            RdfTerm.Text("b"), RdfTerm.Text("a", "FR"), RdfTerm.Text("a", "de"), RdfTerm.Typed("a", "http://example.org/t"), RdfTerm.Text("a\\n\nb\r"), RdfTerm.Text("é🕊"),
            RdfTerm.Iri("http://example.org/z"), RdfTerm.Iri($"http://example.org/{'{'}x y{'}'}"), RdfTerm.Text("a"), RdfTerm.Text("a"),
        ];
        var quads = objects.Select(o => new Quad($"{Self}/a", "http://example.org/s", "http://example.org/p", o)).Append(new("http://example.org/g", Self, "http://example.org/p", RdfTerm.Text("")));
        Assert.Equal("RAd9DyPLcmOSJhl-h3llWJND4gY5oikcite9ygXV6dlxw", TrustyUri.ArtifactCode(quads));
        Assert.Equal("RAd9DyPLcmOSJhl-h3llWJND4gY5oikcite9ygXV6dlxw", TrustyUri.ArtifactCode(quads.Reverse()));
    }
}
