using System.Globalization;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.History;

/// <summary>What happened to sources.</summary>
internal static class SourceStories
{
    public static Story Registered(SourceRegistered e)
    {
        var fields = Described(new Fields().Add("key", null, e.Key), null, e.Description);
        return new(new([new NamedSource(e.SourceId), $" was registered as {Words.OneOf(Words.Of(e.Description.Kind))}."]), fields.All);
    }

    public static Story Described(ToldEvent told, SourceDescribed e)
    {
        var fields = Described(new(), told.Source.Before, e.Description).All;
        var names = StoryText.Listed([.. fields.Select(f => (StoryPart)Names[f.Name])]);
        return new(new(["The description of ", new NamedSource(e.SourceId), " was changed: ", .. names, "."]), fields);
    }

    public static Story Cited(ToldEvent told, SourceCited e)
    {
        var (citing, cited, before) = (new NamedSource(e.SourceId), new NamedSource(e.CitedId), told.Citation.Before);
        var fields = new Fields().AddSource("cites", before?.Cited, e.CitedId).Add("manner", before?.Manner, e.Manner)
            .Add("wasConsulted", before?.WasConsulted, e.WasConsulted).Add("note", before?.Note, e.Note).All;
        var verb = e.Manner.ToString().ToLowerInvariant();
        IReadOnlyList<StoryPart> sentence = before is null
            ? [citing, $" was found to {verb[..^1]} ", cited, e.WasConsulted ? "." : ", which was not consulted itself."]
            : ["The citation of ", cited, " by ", citing, $" was corrected: it {verb} it", e.WasConsulted ? "." : ", and it was not consulted itself."];
        return new(new(sentence), fields);
    }

    public static Story CitationRemoved(ToldEvent told, CitationRemoved e)
    {
        var before = told.Citation.Before;
        return new(
            new(["The citation of ", new NamedSource(e.CitedId), " by ", new NamedSource(e.SourceId), $" was removed{StoryText.Because(e.Reason)}"]),
            new Fields().AddSource("cites", e.CitedId, null).Add("manner", before?.Manner, null).Add("wasConsulted", before?.WasConsulted, null)
                .Add("note", before?.Note, null).Add("reason", null, e.Reason).All);
    }

    public static Story Graded(ToldEvent told, SourceReliabilityGraded e)
    {
        var before = told.Source.Before;
        var formerly = before?.Reliability is { } grade && grade != e.Grade ? $", formerly {grade}" : "";
        return new(
            new([new NamedSource(e.SourceId), $" was graded {Words.Of(e.Grade)}{formerly}{StoryText.Because(e.Reason)}"]),
            new Fields().Add("reliability", before?.Reliability, e.Grade).Add("reason", before?.ReliabilityReason, e.Reason).All);
    }

    public static Story Retracted(SourceRetracted e) => new(
        new([new NamedSource(e.SourceId), $" was taken back as a whole{StoryText.Because(e.Reason)}"]),
        new Fields().Add("retracted", false, true).Add("retractedOn", null, e.RetractedOn).Add("reason", null, e.Reason).All);

    public static Story SnapshotTaken(SourceSnapshotTaken e) => new(
        new(["What ", new NamedSource(e.SourceId), $" showed on {e.TakenAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} was kept{(e.Sha256.Length == 0 ? ", and erased since" : "")}."]),
        new Fields().Add("takenAt", null, e.TakenAt.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)).Add("mediaType", null, e.MediaType)
            .Add("length", null, e.Sha256.Length == 0 ? null : e.Length.ToString(CultureInfo.InvariantCulture)).Add("sha256", null, e.Sha256.Length == 0 ? null : e.Sha256).Add("url", null, e.Url).All);

    public static Story Judged(ToldEvent told, IndependenceJudged e)
    {
        var before = told.Independence.Before;
        var formerly = before is not null && before.Verdict != e.Verdict ? $", formerly {before.Verdict.ToString().ToLowerInvariant()}" : "";
        var verdict = e.Verdict == IndependenceVerdict.Independent ? "independent of each other" : "dependent on each other";
        var (first, second) = (new NamedSource(e.FirstSourceId), new NamedSource(e.SecondSourceId));
        return new(
            new([first, " and ", second, $" were judged {verdict}{formerly}{StoryText.Because(e.Reason)}"]),
            new Fields().AddNew("sources", new([first, " and ", second])).Add("verdict", before?.Verdict, e.Verdict).Add("reason", before?.Reason, e.Reason).All);
    }

    private static readonly Dictionary<string, string> Names = new()
    {
        ["kind"] = "kind",
        ["title"] = "title",
        ["url"] = "address",
        ["publisher"] = "publisher",
        ["publishedOn"] = "date of publication",
        ["language"] = "language",
        ["isOriginalReporting"] = "whether it reports itself",
    };

    private static Fields Described(Fields fields, SourceRow? before, SourceDescription d) => fields
        .Add("kind", before?.Kind, d.Kind).Add("title", before?.Title, d.Title).Add("url", before?.Url, d.Url)
        .AddSource("publisher", before?.Publisher, d.PublisherId).Add("publishedOn", before?.Published, d.PublishedOn?.Text)
        .Add("language", before?.Language, d.Language).Add("isOriginalReporting", before?.IsOriginal ?? (d.IsOriginalReporting ? null : false), d.IsOriginalReporting);
}
