using System.Runtime.CompilerServices;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Lines about one entity that follow each other.</summary>
/// <param name="EntityId">Empty for a line that is wrong.</param>
internal sealed record FtmLines(string EntityId, IReadOnlyList<FtmLine> Lines);

internal static class FtmGroups
{
    /// <summary>Files have an entity's statements one after the other; of one with more lines than these, each part is read by itself.</summary>
    private const int MostLines = 1_000;

    public static async IAsyncEnumerable<FtmLines> GroupAsync(this IAsyncEnumerable<FtmLine> lines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var group = new List<FtmLine>();
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (group.Count > 0 && (group.Count == MostLines || line.Statement is null || group[0].Statement?.EntityId != line.Statement.EntityId))
            {
                yield return new(group[0].Statement?.EntityId ?? "", [.. group]);
                group.Clear();
            }

            group.Add(line);
        }

        if (group.Count > 0) yield return new(group[0].Statement?.EntityId ?? "", group);
    }
}
