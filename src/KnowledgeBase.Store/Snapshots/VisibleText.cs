using System.Text;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>Puts pieces of text together as they are shown: runs of white space are one space, blocks begin on lines of their own.</summary>
internal sealed class VisibleText
{
    private readonly StringBuilder text = new();
    private bool needsSpace, needsBreak;

    /// <summary>Words after this are not one with those before.</summary>
    public void Break() => needsBreak = true;

    public void Add(string piece, bool isPreformatted)
    {
        foreach (var c in piece)
        {
            // Not every white space of Unicode collapses: one that does not break stays.
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                if (isPreformatted && text.Length > 0 && !needsBreak) text.Append(c == '\r' ? '\n' : c);
                else needsSpace = true;
                continue;
            }

            if (text.Length > 0 && needsBreak) text.Append('\n');
            else if (text.Length > 0 && needsSpace && !char.IsWhiteSpace(text[^1])) text.Append(' ');
            (needsSpace, needsBreak) = (false, false);
            text.Append(c);
        }
    }

    public override string ToString() => text.ToString().TrimEnd();
}
