using System.Text;

namespace KnowledgeBase.Domain.Text;

/// <summary>Makes texts that differ in nothing a reader would see the same.</summary>
public static class TextNormalisation
{
    /// <summary>Unicode form C, no white space around, each run of white space one space. Total: lone surrogates are kept as they are.</summary>
    public static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                pending = collapsed.Length > 0;
                continue;
            }

            if (pending) collapsed.Append(' ');
            pending = false;
            collapsed.Append(c);
        }

        var result = collapsed.ToString();
        try
        {
            return result.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Not well-formed UTF-16: there is no normal form of it.
            return result;
        }
    }
}
