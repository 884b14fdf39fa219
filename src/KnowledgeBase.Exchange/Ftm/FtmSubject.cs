using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>What a file says of one entity.</summary>
internal sealed class FtmSubject
{
    private const string SourceUrl = "sourceUrl";

    private readonly IReadOnlyList<(long Line, FtmStatement Statement)> statements;
    private readonly FtmCollection? collection;
    private readonly RegisterEntity subject;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> pages;

    /// <param name="collection">Who says it, where the statements' datasets do not.</param>
    /// <param name="caption">What the entity is called; else its first name.</param>
    public FtmSubject(IReadOnlyList<(long Line, FtmStatement Statement)> statements, EntityKind kind, FtmCollection? collection = null, string? caption = null)
    {
        this.statements = statements;
        this.collection = collection;
        var id = statements[0].Statement.EntityId;
        var (own, key) = FtmKeys.Entity(id, kind);
        var name = Fits(caption) ?? statements.Select(s => s.Statement).Where(s => s.Prop == "name").Select(s => Fits(s.Value)).FirstOrDefault(n => n is not null);
        subject = new(own, key, name ?? Shortened(id, key)) { KeepsExisting = true, InsteadOf = own == EntityKind.Country ? key : Shortened(id, key) };
        pages = statements.Select(s => s.Statement).Where(s => s.Prop == SourceUrl)
            .Select(s => (s.Dataset, Url: UrlNormalForm.TryNormalise(s.Value, out var url, out _) ? url : null)).Where(s => s.Url is not null)
            .GroupBy(s => s.Dataset).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.Url!).Distinct().Take(Limits.Attribution)]);
    }

    /// <summary>What an entity is here, by its id or its schemas; null when it is nothing that claims are made about.</summary>
    public static EntityKind? KindOf(IReadOnlyList<(long Line, FtmStatement Statement)> statements)
    {
        var kind = FtmNames.Entity(statements[0].Statement.EntityId)?.Kind ?? statements.Select(s => FtmRules.KindOf(s.Statement.Schema)).FirstOrDefault(k => k is not null);
        return kind == EntityKind.Person && statements.Any(s => s.Statement is { Prop: "topics", Value: "role.diplo" }) ? EntityKind.Diplomat : kind;
    }

    public IEnumerable<Draft> Drafts()
    {
        yield return Draft.Of(new(statements[0].Line, [.. collection?.Commands ?? [], subject], [], []));
        var first = statements[0].Statement;
        if (first.CanonicalId != first.EntityId && SameAs(first.CanonicalId, $"A file of FollowTheMoney statements (dataset {Cut(first.Dataset)}) has {Cut(first.CanonicalId)} as the canonical id of {Cut(first.EntityId)}.") is { } merged) yield return merged;
        foreach (var (line, statement) in statements)
        {
            if (statement.Prop is FtmStatement.IdProp || statement is { Prop: "topics", Value: "role.diplo" }) continue;
            yield return statement.Prop == SourceUrl ? Page(line, statement)
                : FtmRules.Of(subject.Kind, statement.Prop) is { } rule ? Claim(line, statement, rule)
                : Told(line, $"{Shown(statement.Schema)}.{Shown(statement.Prop)}", "There is no property for it here.");
        }
    }

    /// <summary>That two ids are one is the judgement of whoever made the file, not ours: it is kept as one, and nothing is merged.</summary>
    /// <returns>Null when both ids are those of one entity here.</returns>
    public Draft? SameAs(string id, string reason)
    {
        var line = statements[0].Line;
        var (kind, key) = FtmKeys.Entity(id, subject.Kind);
        if (kind != subject.Kind) return Told(line, "canonical_id.kind", "The two ids are of entities of two kinds.");
        var other = new RegisterEntity(kind, key, subject.Label) { KeepsExisting = true, InsteadOf = Shortened(id, key) };
        if (other.EntityId == subject.EntityId) return null;
        return Draft.Of(new(line, [subject, other, new JudgeIdentity(subject.EntityId, other.EntityId, IdentityVerdict.Same, reason, KeepsExisting: true)], [], []));
    }

    private Draft Claim(long line, FtmStatement statement, FtmRule rule)
    {
        var read = FtmValue.Read(statement, rule);
        if (read.Value is not { } value) return Told(line, $"{Shown(statement.Schema)}.{statement.Prop}.value", read.WhyNot);
        var (source, urls) = (collection?.Source ?? FtmKeys.Source(statement.Dataset, statement.Origin), pages.GetValueOrDefault(statement.Dataset) ?? []);
        return new(urls, found =>
        {
            var named = urls.Select(u => Register(u, found)).ToList();
            var claim = new AssertClaim(
                subject.EntityId, rule.Property, value, statement.IsExternal ? Stance.Speculates : Stance.Asserts, source.SourceId,
                [.. named.Select(n => n.Id).Where(id => id != source.SourceId).Distinct().Select(id => (IReadOnlyList<Guid>)[id])])
            { KeepsExisting = true };
            return new(line, [source, subject, .. read.Registers, .. named.Select(n => n.Command).OfType<object>(), claim], [], [.. Lost(statement, read)]);
        });
    }

    private static Draft Page(long line, FtmStatement statement) => UrlNormalForm.TryNormalise(statement.Value, out var url, out var error)
        ? new([url], found => new(line, Register(url, found).Command is { } command ? [command] : [], [], []))
        : Told(line, SourceUrl, error);

    private static (Guid Id, RegisterSource? Command) Register(string url, IReadOnlyDictionary<string, Guid> found)
    {
        if (found.TryGetValue(url, out var id)) return (id, null);
        var register = new RegisterSource(null, new(SourceKind.Article, url.Length <= Limits.Title ? url : url[..Limits.Title], url)) { KeepsExisting = true };
        return (register.SourceId, register);
    }

    private static IEnumerable<Unfit> Lost(FtmStatement statement, FtmValue read)
    {
        if (statement.FirstSeen is not null) yield return new("first_seen", "When somebody's crawler saw a statement is neither when it was made nor when we recorded it.");
        if (statement.OriginalValue is { } original && read.Value is not DateValue && original != statement.Value) yield return new("original_value", "A value has one form here, the cleaned one.");
    }

    private static Draft Told(long line, string what, string why) => Draft.Of(new(line, [], [], [new(what, why)]));

    private static string? Fits(string? name) => name is { Length: <= Limits.Label } && !string.IsNullOrWhiteSpace(name) ? name.Trim() : null;

    private static string Shortened(string id, string key) => id.Length <= Limits.Label && !string.IsNullOrWhiteSpace(id) ? id.Trim() : key;

    public static string Cut(string text) => text.Length <= 200 ? text : text[..200];

    public static string Shown(string text) => text.Length <= 40 ? text : text[..40];
}
