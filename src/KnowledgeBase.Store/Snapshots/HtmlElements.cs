using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>What the HTML standard says of elements, as far as their text goes.</summary>
internal static partial class HtmlElements
{
    private static readonly FrozenSet<string> Void = Set("area base br col embed hr img input link meta param source track wbr");

    private static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        + "header hgroup html legend li listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp");

    /// <summary>Never shown as text, or shown only where scripts do not run.</summary>
    private static readonly FrozenSet<string> Unseen = Set(
        "script style template noscript noembed noframes iframe title textarea select datalist svg math canvas audio video object rp");

    private static readonly FrozenDictionary<string, HtmlParseMode> Contents = new Dictionary<string, HtmlParseMode>
    {
        ["script"] = HtmlParseMode.Script,
        ["style"] = HtmlParseMode.Rawtext,
        ["xmp"] = HtmlParseMode.Rawtext,
        ["iframe"] = HtmlParseMode.Rawtext,
        ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext,
        ["noscript"] = HtmlParseMode.Rawtext,
        ["title"] = HtmlParseMode.RCData,
        ["textarea"] = HtmlParseMode.RCData,
        ["plaintext"] = HtmlParseMode.Plaintext,
    }.ToFrozenDictionary();

    /// <summary>Elements that end where one of this name begins, when they are the innermost block.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> Ends = new Dictionary<string, FrozenSet<string>>
    {
        ["li"] = Set("p li"),
        ["dt"] = Set("p dt dd"),
        ["dd"] = Set("p dt dd"),
        ["td"] = Set("p td th"),
        ["th"] = Set("p td th"),
        ["tr"] = Set("p td th tr caption"),
        ["tbody"] = Set("p td th tr tbody thead tfoot caption"),
        ["thead"] = Set("p td th tr tbody thead tfoot caption"),
        ["tfoot"] = Set("p td th tr tbody thead tfoot caption"),
        ["option"] = Set("option"),
        ["optgroup"] = Set("option optgroup"),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> OnlyParagraphs = Set("p");

    public static bool IsVoid(string name) => Void.Contains(name);

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public static bool IsForeign(string name) => name is "svg" or "math";

    public static bool IsPreformatted(string name) => name is "pre" or "listing" or "xmp" or "plaintext";

    /// <summary>Whether the words before and after it are not one word.</summary>
    public static bool Separates(string name) => Blocks.Contains(name) || name is "br" or "hr";

    public static FrozenSet<string> EndedBy(string name) => Ends.GetValueOrDefault(name) ?? OnlyParagraphs;

    public static HtmlParseMode ContentOf(string name) => Contents.GetValueOrDefault(name, HtmlParseMode.PCData);

    public static bool IsHidden(HtmlTagToken tag)
    {
        if (Unseen.Contains(tag.Name)) return true;
        var isOpen = false;
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name == "hidden" || (attribute.Name == "style" && HidingStyle().IsMatch(attribute.Value))) return true;
            isOpen |= attribute.Name == "open";
        }

        return tag.Name == "dialog" && !isOpen;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();

    [GeneratedRegex(@"(^|;|\s)(display\s*:\s*none|visibility\s*:\s*(hidden|collapse))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HidingStyle();
}
