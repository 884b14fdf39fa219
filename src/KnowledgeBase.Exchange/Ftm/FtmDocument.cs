using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Entities that are documents: sources here, under the keys that this base wrote them with, or under their addresses.</summary>
internal static class FtmDocument
{
    private static readonly string[] Schemas = ["Article", "Document", "HyperText", "PlainText", "Pages", "Email"];

    /// <summary>Null when they are about no document.</summary>
    public static IReadOnlyList<Draft>? Of(IReadOnlyList<(long Line, FtmStatement Statement)> lines)
    {
        var statements = lines.Select(l => l.Statement).ToList();
        var isOwn = statements[0].Origin is { } origin && statements[0].EntityId == FtmNames.Source(origin);
        if (!isOwn && !statements.All(s => Schemas.Contains(s.Schema))) return null;
        string? Value(string prop) => statements.FirstOrDefault(s => s.Prop == prop)?.Value;

        var url = UrlNormalForm.TryNormalise(Value("sourceUrl") ?? "", out var normal, out _) ? normal : null;
        var published = statements.FirstOrDefault(s => s.Prop is "publishedAt" or "date");
        var date = published is null ? null : EdtfDate.TryParse(published.OriginalValue ?? published.Value, out var given, out _) || EdtfDate.TryParse(published.Value, out given, out _) ? given : null;
        var entity = statements[0].EntityId;
        var title = Value("title") ?? Value("name") ?? Value("fileName") ?? url ?? entity;
        var key = isOwn ? FtmKeys.IsKey(statements[0].Origin!) ? statements[0].Origin : null : $"ftm-{FtmKeys.Slug(entity)}";
        var register = new RegisterSource(url is null ? key ?? $"ftm-{FtmKeys.Slug(entity)}" : key, new(
            KindOf(statements[0].Schema), title.Length <= Limits.Title ? title : title[..Limits.Title], url, PublishedOn: date, Language: FtmNames.Tag(Value("language"))))
        // Statements that it makes stand before those about it, and say no more of it than its key.
        { KeepsExisting = true, InsteadOf = isOwn ? FtmKeys.Source(FtmNames.Dataset(statements[0].Origin!), statements[0].Origin).Description : null };
        string[] read = [FtmStatement.IdProp, "title", "name", "fileName", "sourceUrl", "publishedAt", "date", "language"];
        var unfit = statements.Where(s => !read.Contains(s.Prop)).Select(s => new Unfit($"{s.Schema}.{(s.Prop.Length <= 40 ? s.Prop : s.Prop[..40])}", "Of a document, title, address, day of publication and language are read.")).ToList();
        return [new(url is null ? [] : [url], known => new(lines[0].Line, url is not null && known.TryGetValue(url, out var id) && id != register.SourceId ? [] : [register], [], unfit))];
    }

    private static SourceKind KindOf(string schema) => schema switch
    {
        "Article" => SourceKind.Article,
        "Organization" => SourceKind.Outlet,
        "Person" => SourceKind.Person,
        _ => SourceKind.Dataset,
    };
}
