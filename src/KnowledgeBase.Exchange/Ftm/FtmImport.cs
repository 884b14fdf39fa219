using System.Runtime.CompilerServices;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>
/// Statements of FollowTheMoney as claims: the dataset is who says it, according to the pages that it names for the entity. Each statement is a
/// record by itself, so that one that is refused takes no other with it.
/// </summary>
public sealed class FtmImport(FtmEncoding encoding, KnownSourceQueries known) : IImportFormat
{
    private const string SourceUrl = "sourceUrl", Publisher = "publisher", PublisherUrl = "publisherUrl";

    public string Name => encoding.Name;

    public IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, CancellationToken cancellation) => DraftsAsync(input, cancellation).FinishAsync(known, cancellation);

    private async IAsyncEnumerable<Draft> DraftsAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var group in encoding.ReadAsync(input, cancellation).GroupAsync(cancellation)) foreach (var draft in Drafts(group)) yield return draft;
    }

    private static IEnumerable<Draft> Drafts(FtmLines group)
    {
        if (group.Lines[0].Statement is not { } first) return [.. group.Lines.Select(l => Draft.Of(new(l.Line, [], [l.Wrong!], [])))];
        var statements = group.Lines.Select(l => (l.Line, Statement: l.Statement!)).ToList();
        if (FtmDocument.Of(statements) is { } document) return document;
        var schemas = statements.Select(s => s.Statement.Schema).Distinct().ToList();
        var kind = FtmNames.Entity(first.EntityId)?.Kind ?? schemas.Select(FtmRules.KindOf).OfType<EntityKind?>().FirstOrDefault();
        if (kind is not { } known)
        {
            return [.. statements.Select(s => Told(s.Line, $"schema.{Shown(s.Statement.Schema)}", "Entities of this schema are none here."))];
        }

        if (known == EntityKind.Person && statements.Any(s => s.Statement is { Prop: "topics", Value: "role.diplo" })) known = EntityKind.Diplomat;
        return new Subject(statements, known).Drafts();
    }

    private static Draft Told(long line, string what, string why) => Draft.Of(new(line, [], [], [new(what, why)]));

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40];

    /// <summary>What a file says of one entity.</summary>
    private sealed class Subject
    {
        private readonly IReadOnlyList<(long Line, FtmStatement Statement)> statements;
        private readonly RegisterEntity subject;
        private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> pages;

        public Subject(IReadOnlyList<(long Line, FtmStatement Statement)> statements, EntityKind kind)
        {
            this.statements = statements;
            var id = statements[0].Statement.EntityId;
            var (own, key) = FtmKeys.Entity(id, kind);
            var name = statements.Select(s => s.Statement).FirstOrDefault(s => s is { Prop: "name", Value.Length: <= Limits.Label })?.Value.Trim();
            subject = new(own, key, string.IsNullOrEmpty(name) ? Shortened(id, key) : name) { KeepsExisting = true, InsteadOf = own == EntityKind.Country ? key : Shortened(id, key) };
            pages = statements.Select(s => s.Statement).Where(s => s.Prop == SourceUrl)
                .Select(s => (s.Dataset, Url: UrlNormalForm.TryNormalise(s.Value, out var url, out _) ? url : null)).Where(s => s.Url is not null)
                .GroupBy(s => s.Dataset).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.Url!).Distinct().Take(Limits.Attribution)]);
        }

        public IEnumerable<Draft> Drafts()
        {
            yield return Draft.Of(new(statements[0].Line, [subject], [], []));
            if (Merged() is { } merged) yield return merged;
            foreach (var (line, statement) in statements)
            {
                if (statement.Prop is FtmStatement.IdProp || statement is { Prop: "topics", Value: "role.diplo" }) continue;
                yield return statement.Prop == SourceUrl ? Page(line, statement)
                    : FtmRules.Of(subject.Kind, statement.Prop) is { } rule ? Claim(line, statement, rule)
                    : Told(line, $"{Shown(statement.Schema)}.{Shown(statement.Prop)}", "There is no property for it here.");
            }
        }

        /// <summary>That two ids are one is the judgement of whoever made the file, not ours: it is kept as one, and nothing is merged.</summary>
        private Draft? Merged()
        {
            var (line, statement) = statements[0];
            if (statement.CanonicalId == statement.EntityId) return null;
            var (kind, key) = FtmKeys.Entity(statement.CanonicalId, subject.Kind);
            if (kind != subject.Kind) return Told(line, "canonical_id.kind", "The two ids are of entities of two kinds.");
            var canonical = new RegisterEntity(kind, key, subject.Label) { KeepsExisting = true, InsteadOf = Shortened(statement.CanonicalId, key) };
            if (canonical.EntityId == subject.EntityId) return null;
            var reason = $"A file of FollowTheMoney statements (dataset {Cut(statement.Dataset)}) has {Cut(statement.CanonicalId)} as the canonical id of {Cut(statement.EntityId)}.";
            return Draft.Of(new(line, [subject, canonical, new JudgeIdentity(subject.EntityId, canonical.EntityId, IdentityVerdict.Same, reason, KeepsExisting: true)], [], []));
        }

        private Draft Claim(long line, FtmStatement statement, FtmRule rule)
        {
            var read = FtmValue.Read(statement, rule);
            if (read.Value is not { } value) return Told(line, $"{Shown(statement.Schema)}.{statement.Prop}.value", read.WhyNot);
            var (source, urls) = (FtmKeys.Source(statement.Dataset, statement.Origin), pages.GetValueOrDefault(statement.Dataset) ?? []);
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

        private static string Shortened(string id, string key) => id.Length <= Limits.Label && !string.IsNullOrWhiteSpace(id) ? id.Trim() : key;

        private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
    }
}
