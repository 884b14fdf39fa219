using System.Globalization;
using System.Runtime.CompilerServices;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>
/// Follows the log: what is recorded already, page by page, and then what comes, on whichever node it was recorded. Each
/// follower reads at its own pace from its own place, so nothing is kept in memory for a slow one, and nothing is lost for it.
/// </summary>
public sealed class ChangeFeed(ChangeQueries changes, ProjectedPosition projected)
{
    private const int PageSize = 100;

    /// <param name="after">Only changes after this position.</param>
    /// <param name="filter">Only what it matches; null for all.</param>
    public async IAsyncEnumerable<ChangeRow> FollowAsync(long after, Filter? filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            // Read before the page: what the page does not show of these does not match, and need not be looked at again.
            var shown = projected.Current;
            var page = await changes.PageAsync(Lens.Now, new(ChangeQueries.Ordering, new(PageSize, After: CursorOf(after)), filter), cancellation);
            foreach (var edge in page.Edges)
            {
                yield return edge.Node;
                after = edge.Node.Position;
            }

            if (page.HasNext) continue;
            after = Math.Max(after, shown);
            await projected.WaitBeyondAsync(after, cancellation);
        }
    }

    private static Cursor CursorOf(long position) => new([position.ToString(CultureInfo.InvariantCulture)]);
}
