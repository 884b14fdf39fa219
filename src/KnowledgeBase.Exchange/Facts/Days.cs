using System.Globalization;

namespace KnowledgeBase.Exchange.Facts;

internal static class Days
{
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
