using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Exchange.Nanopublications;

/// <summary>
/// Trusty URIs of the module RA: the name of a set of statements is the hash of them, so that nobody can change them under it. While it is worked out, a space stands
/// for it in the statements' own names.
/// </summary>
public static class TrustyUri
{
    /// <summary>What stands for the hash.</summary>
    public const string Placeholder = " ";

    /// <summary>The 45 characters of the name.</summary>
    /// <param name="quads">Without blank nodes, and with the placeholder in their own names.</param>
    public static string ArtifactCode(IEnumerable<Quad> quads)
    {
        var sorted = quads.Distinct().ToList();
        sorted.Sort(Compare);
        var text = new StringBuilder();
        foreach (var quad in sorted)
        {
            text.Append(quad.Graph).Append('\n').Append(quad.Subject).Append('\n').Append(quad.Predicate).Append('\n');
            Append(text, quad.Object);
        }

        return $"RA{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    private static void Append(StringBuilder text, RdfTerm term)
    {
        if (term.Language is { } language) text.Append('@').Append(language).Append(' ');
        else if (term.Datatype is { } datatype) text.Append('^').Append(datatype).Append(' ');
        text.Append(term.IsLiteral ? term.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) : term.Value).Append('\n');
    }

    private static int Compare(Quad a, Quad b)
    {
        var order = string.CompareOrdinal(a.Graph, b.Graph);
        if (order == 0) order = string.CompareOrdinal(a.Subject, b.Subject);
        if (order == 0) order = string.CompareOrdinal(a.Predicate, b.Predicate);
        // Things before words; of words, what they say before what they are.
        if (order == 0) order = a.Object.IsLiteral.CompareTo(b.Object.IsLiteral);
        if (order == 0) order = string.CompareOrdinal(a.Object.Value, b.Object.Value);
        if (order == 0) order = string.CompareOrdinal(a.Object.Datatype, b.Object.Datatype);
        return order == 0 ? string.CompareOrdinal(a.Object.Language, b.Object.Language) : order;
    }
}
