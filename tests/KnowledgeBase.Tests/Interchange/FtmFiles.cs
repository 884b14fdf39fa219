using KnowledgeBase.Exchange.Ftm;

namespace KnowledgeBase.Tests.Interchange;

internal static class FtmFiles
{
    /// <summary>Statements in an encoding, with the ids that the format gives them.</summary>
    public static async Task<byte[]> WriteAsync(string encoding, IReadOnlyList<FtmStatement> statements, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        await using var writer = new[] { FtmEncoding.Csv, FtmEncoding.JsonLines, FtmEncoding.Pack }.Single(e => e.Name == encoding).WriteTo(output);
        foreach (var statement in statements) await writer.WriteAsync(statement.WithId(), cancellation);
        await writer.FinishAsync(cancellation);
        return output.ToArray();
    }
}
