using System.Collections.Frozen;
using System.Text;

namespace KnowledgeBase.Exchange.Import;

/// <summary>The words of an enumeration as the format writes them: <c>OFFICIAL_STATEMENT</c> for <c>OfficialStatement</c>.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByWord = Enum.GetValues<T>().ToFrozenDictionary(Write);

    public static IEnumerable<string> All => Enum.GetValues<T>().Select(Write);

    public static bool TryParse(string word, out T value) => ByWord.TryGetValue(word, out value);

    public static string Write(T value)
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0) word.Append('_');
            word.Append(char.ToUpperInvariant(c));
        }

        return word.ToString();
    }
}
