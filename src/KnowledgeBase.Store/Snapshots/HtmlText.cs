using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>
/// The text of an HTML page as a reader sees it. Scripts, styles, templates, comments, and what is marked as hidden are no
/// text; block elements, cells and line breaks separate words, inline elements do not; white space is collapsed but in <c>pre</c>.
/// </summary>
/// <remarks>
/// Tokens are AngleSharp's, which follow the HTML standard. No tree is built: what is nested against the rules makes a tree that is
/// far larger than its page, and a page may be made by an enemy. This takes time and memory in proportion to the page.
/// </remarks>
internal static class HtmlText
{
    /// <returns>What is seen, and what else is written in the page: titles, comments, scripts, values of attributes, what is hidden.</returns>
    public static (string Seen, string Unseen) Of(string html)
    {
        using var source = new TextSource(html);
        var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var (elements, text, unseen) = (new OpenElements(), new VisibleText(), new VisibleText());
        while (true)
        {
            var token = tokenizer.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return (text.ToString(), unseen.ToString());
                case HtmlTokenType.Character:
                    (elements.IsHidden ? unseen : text).Add(token.Data, elements.IsPreformatted);
                    break;
                case HtmlTokenType.Comment:
                    AddLine(unseen, token.Data);
                    break;
                case HtmlTokenType.StartTag:
                    foreach (var attribute in token.AsTag().Attributes) AddLine(unseen, attribute.Value);
                    Start(token.AsTag(), tokenizer, elements, text);
                    break;
                case HtmlTokenType.EndTag:
                    if (HtmlElements.Separates(token.Name)) text.Break();
                    elements.Close(token.Name);
                    break;
            }
        }
    }

    private static void AddLine(VisibleText unseen, string line)
    {
        unseen.Break();
        unseen.Add(line, isPreformatted: false);
        unseen.Break();
    }

    private static void Start(HtmlTagToken tag, HtmlTokenizer tokenizer, OpenElements elements, VisibleText text)
    {
        if (HtmlElements.Separates(tag.Name)) text.Break();
        if (HtmlElements.IsVoid(tag.Name)) return;
        elements.CloseBefore(tag.Name);
        // Only within drawings and formulas does a tag that closes itself do so.
        if (tag.IsSelfClosing && elements.IsForeign) return;
        if (!elements.IsForeign) tokenizer.State = HtmlElements.ContentOf(tag.Name);
        elements.Open(tag.Name, HtmlElements.IsHidden(tag));
    }
}
