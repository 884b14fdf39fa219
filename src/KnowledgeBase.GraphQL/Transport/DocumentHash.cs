using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The name of a document: the SHA-256 of its text in UTF-8, in lower-case hexadecimal digits.</summary>
internal static class DocumentHash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
