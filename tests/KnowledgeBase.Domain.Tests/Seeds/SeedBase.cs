using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Tests.Seeds;

/// <summary>The seeds put through the real deciders, line by line, and what they make: a base without a database.</summary>
internal sealed class SeedBase
{
    private readonly Dictionary<Guid, Entity> entities = [];
    private readonly Dictionary<Guid, Source> sources = [];

    public SeedBase(IEnumerable<SeedLine> lines)
    {
        foreach (var line in lines) Take(line);
    }

    public static SeedBase Loaded { get; } = new(SeedLine.ReadAll());

    /// <summary>What was wrong, each with its line; empty when the seeds are right.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>In the order of the files.</summary>
    public List<(string? Ref, SeedLine Line, ClaimAsserted Claim)> Claims { get; } = [];

    public HashSet<Guid> Retracted { get; } = [];

    public Dictionary<Guid, Rank> Ranks { get; } = [];

    public IReadOnlyDictionary<Guid, Entity> Entities => entities;

    public IReadOnlyDictionary<Guid, Source> Sources => sources;

    public CitationGraph Graph => new(Nodes().ToDictionary(n => n.Id));

    private IEnumerable<SourceNode> Nodes() => sources.Values.Select(s => new SourceNode(
        s.Id, s.Description.Kind, s.Description.IsOriginalReporting, s.Description.PublisherId, s.Description.PublishedOn?.Earliest,
        s.Description.PublishedOn?.Latest, null, false, [.. s.Citations.Keys]));

    public static Guid EntityId(string reference)
    {
        var parts = reference.Split(':', 2);
        return Identifiers.Entity(Enum.Parse<EntityKind>(parts[0], ignoreCase: true), parts[1]);
    }

    /// <param name="reprint">One source more, which cites one other and reports what the first claim reports.</param>
    public Fact FactOf(string subject, string property, string? slot = null, (Guid Id, Guid Cited)? reprint = null)
    {
        var definition = PropertyRegistry.Get(property);
        var evidence = Claims.Select((c, i) => (c.Claim, i))
            .Where(c => c.Claim.SubjectId == EntityId(subject) && c.Claim.Property == property)
            .Where(c => !Retracted.Contains(c.Claim.ClaimId))
            .Where(c => slot is null || c.Claim.Value is null || definition.SlotOf(c.Claim.Value) == slot)
            .Select(c => new Evidence(
                c.Claim.ClaimId, c.Claim.Value, c.Claim.Stance, Ranks.GetValueOrDefault(c.Claim.ClaimId, Rank.Normal), null, new(c.Claim.SourceId, c.Claim.AttributedTo),
                c.Claim.StatedOn?.Latest, c.i)).ToList();
        if (reprint is not { } r) return FactResolution.Resolve(definition, evidence, Graph);
        evidence.Add(new(r.Id, evidence[0].Value, Stance.Reports, Rank.Normal, null, LineageStart.Of(r.Id), null, Claims.Count));
        return FactResolution.Resolve(definition, evidence, new(Nodes().Append(
            new(r.Id, SourceKind.Article, false, null, null, null, null, false, [r.Cited])).ToDictionary(n => n.Id)));
    }

    private void Take(SeedLine line)
    {
        try
        {
            switch (line.Record)
            {
                case "format": break;
                case "entity": TakeEntity(line); break;
                case "source": TakeSource(line); break;
                case "citation": TakeCitation(line); break;
                case "claim": TakeClaim(line); break;
                case "retraction": TakeRetraction(line); break;
                case "rank": TakeRank(line); break;
                default: Problems.Add($"{line}: no record “{line.Record}” is expected in the seeds."); break;
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            Problems.Add($"{line}: {e.Message}");
        }
    }

    private void TakeEntity(SeedLine line)
    {
        OnlyFields(line, "kind", "key", "label");
        var command = new RegisterEntity(Word<EntityKind>(line.Text("kind")!), line.Text("key")!, line.Text("label")!);
        foreach (var e in New(line, EntityDecider.Decide(entities.GetValueOrDefault(command.EntityId), command)))
        {
            entities[command.EntityId] = Entity.Evolve(null, e)!;
        }
    }

    private void TakeSource(SeedLine line)
    {
        OnlyFields(line, "key", "kind", "title", "url", "publisher", "publishedOn", "language", "originalReporting");
        var url = line.Text("url");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) Problems.Add($"{line}: url");
        var command = new RegisterSource(line.Text("key"), new(
            Word<SourceKind>(line.Text("kind")!), line.Text("title")!, url, line.Text("publisher") is { } p ? Known(p) : null,
            When(line.Text("publishedOn")), line.Text("language"), line.Flag("originalReporting")));
        foreach (var e in New(line, SourceDecider.Decide(sources.GetValueOrDefault(command.SourceId), command)))
        {
            sources[command.SourceId] = Source.Evolve(null, e)!;
        }
    }

    private void TakeCitation(SeedLine line)
    {
        OnlyFields(line, "source", "cites", "manner", "consulted", "note");
        var command = new CiteSource(
            Known(line.Text("source")!), Known(line.Text("cites")!), Word<CitationManner>(line.Text("manner")!), line.Flag("consulted"), line.Text("note"));
        foreach (var e in New(line, SourceDecider.Decide(sources[command.SourceId], command)))
        {
            sources[command.SourceId] = Source.Evolve(sources[command.SourceId], e)!;
        }
    }

    private void TakeClaim(SeedLine line)
    {
        OnlyFields(
            line, "ref", "subject", "property", "value", "stance", "source", "attributedTo", "statedOn", "validDuring", "quotation", "readIn", "note");
        var property = PropertyRegistry.Get(line.Text("property")!);
        var chains = line.Json.TryGetProperty("attributedTo", out var a)
            ? a.EnumerateArray().Select(c => (IReadOnlyList<Guid>)[.. c.EnumerateArray().Select(s => Known(s.GetString()!))]).ToList()
            : [];
        var command = new AssertClaim(
            EntityId(line.Text("subject")!), property.Name, ValueOf(property, line.Json.GetProperty("value")), Word<Stance>(line.Text("stance")!),
            Known(line.Text("source")!), chains, When(line.Text("statedOn")), When(line.Text("validDuring")), null,
            line.Text("readIn") is { } readIn ? Known(readIn) : null, line.Text("note"));
        var context = new ClaimContext(id => entities.GetValueOrDefault(id)?.Kind, sources.ContainsKey);
        foreach (var e in New(line, AssertClaimDecider.Decide(null, command, context))) Claims.Add((line.Text("ref"), line, (ClaimAsserted)e));
    }

    private void TakeRetraction(SeedLine line)
    {
        OnlyFields(line, "claim", "reason", "retractedOn");
        var claim = Claims.Single(c => c.Ref == line.Text("claim")).Claim;
        New(line, ClaimDecider.Decide(new Claim(claim), new RetractClaim(claim.ClaimId, line.Text("reason")!, When(line.Text("retractedOn")))));
        Retracted.Add(claim.ClaimId);
    }

    private void TakeRank(SeedLine line)
    {
        OnlyFields(line, "claim", "rank", "reason");
        var claim = Claims.Single(c => c.Ref == line.Text("claim")).Claim;
        New(line, ClaimDecider.Decide(new Claim(claim), new RankClaim(claim.ClaimId, Word<Rank>(line.Text("rank")!), line.Text("reason")!)));
        Ranks[claim.ClaimId] = Word<Rank>(line.Text("rank")!);
    }

    private Guid Known(string key) =>
        sources.ContainsKey(Identifiers.Source(key)) ? Identifiers.Source(key) : throw new KeyNotFoundException($"No source “{key}” stands earlier.");

    private IReadOnlyList<object> New(SeedLine line, Decision decision)
    {
        Problems.AddRange(decision.Refusals.Select(r => $"{line}: {r.Code} {r.Path}: {r.Message}"));
        if (!decision.IsRefused && decision.Events.Count == 0) Problems.Add($"{line}: says again what an earlier line says.");
        return decision.Events;
    }

    private void OnlyFields(SeedLine line, params string[] known) => Problems.AddRange(
        line.Json.EnumerateObject().Where(f => f.Name != "record" && !known.Contains(f.Name)).Select(f => $"{line}: unknown field “{f.Name}”."));

    private static T Word<T>(string word) where T : struct, Enum =>
        Enum.GetValues<T>().Single(v => string.Equals(v.ToString(), word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    private static EdtfDate? When(string? text) => text is null ? null
        : EdtfDate.TryParse(text, out var date, out var error) ? date : throw new FormatException($"{text}: {error.Message}");

    private static Value? ValueOf(Property property, JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : property.ValueKind switch
    {
        ValueKind.Text when json.ValueKind == JsonValueKind.Object =>
            new TextValue(json.GetProperty("text").GetString()!, json.GetProperty("language").GetString()),
        ValueKind.Text => new TextValue(json.GetString()!),
        ValueKind.Entity => new EntityValue(EntityId(json.GetString()!)),
        ValueKind.Headcount => Headcount.TryParse(json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.GetString(), out var count, out var error)
            ? new HeadcountValue(count) : throw new FormatException(error),
        ValueKind.Date => new DateValue(When(json.GetString())!),
        ValueKind.Term => new TermValue(json.GetString()!),
        _ => new NumberValue(json.GetInt64()),
    };
}
