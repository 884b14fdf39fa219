using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Sources;

/// <summary>Decisions about one source. That other sources it names exist is the handler's to check.</summary>
public static class SourceDecider
{
    public static Decision Decide(Source? state, RegisterSource command)
    {
        var checks = new Checks();
        if (command.Key is not null) checks.Key(command.Key, "key");
        else checks.Require(command.Description.Url is not null, RefusalCodes.Empty, "A source needs a key or a URL.", "key");
        Check(checks, command.SourceId, command.Description);
        return checks.OrElse(() => state switch
        {
            null => Decision.Record(new SourceRegistered(command.SourceId, command.NaturalKey, Trimmed(command.Description))),
            _ when command.InsteadOf is not null && state.Description == command.InsteadOf && state.Description != Trimmed(command.Description) =>
                Decision.Record(new SourceDescribed(state.Id, Trimmed(command.Description))),
            _ when command.KeepsExisting || state.Description == Trimmed(command.Description) => Decision.Nothing,
            _ => Decision.Refuse(
                RefusalCodes.AlreadyRegistered, $"Registered already, as “{state.Description.Title}”. Describe it to change the description.", "key"),
        });
    }

    public static Decision Decide(Source? state, DescribeSource command)
    {
        var checks = new Checks();
        Check(checks, command.SourceId, command.Description);
        return checks.OrElse(() => state switch
        {
            null => Missing,
            _ when state.Description == Trimmed(command.Description) => Decision.Nothing,
            _ => Decision.Record(new SourceDescribed(state.Id, Trimmed(command.Description))),
        });
    }

    public static Decision Decide(Source? state, CiteSource command) => new Checks()
        .OptionalText(command.Note, Limits.Note, "note")
        .Require(Enum.IsDefined(command.Manner), RefusalCodes.Malformed, "No such manner of citing.", "manner")
        .Require(command.CitedId != command.SourceId, RefusalCodes.SelfReference, "A source cannot cite itself.", "citedSource")
        .OrElse(() =>
        {
            if (state is null) return Missing;
            var cited = new SourceCited(state.Id, command.CitedId, command.Manner, command.WasConsulted, command.Note);
            var known = state.Citations.GetValueOrDefault(command.CitedId);
            return known == cited || (command.KeepsExisting && known is not null) ? Decision.Nothing : Decision.Record(cited);
        });

    public static Decision Decide(Source? state, RemoveCitation command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .OrElse(() => state switch
        {
            null => Missing,
            _ when !state.Citations.ContainsKey(command.CitedId) =>
                Decision.Refuse(RefusalCodes.NothingToChange, "There is no such citation.", "citedSource"),
            _ => Decision.Record(new CitationRemoved(state.Id, command.CitedId, command.Reason.Trim())),
        });

    public static Decision Decide(Source? state, GradeSource command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .Require(Enum.IsDefined(command.Grade), RefusalCodes.Malformed, "A reliability is A to F.", "reliability")
        .OrElse(() =>
        {
            if (state is null) return Missing;
            var graded = new SourceReliabilityGraded(state.Id, command.Grade, command.Reason.Trim());
            return state.Grade == graded ? Decision.Nothing : Decision.Record(graded);
        });

    public static Decision Decide(Source? state, RetractSource command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .OrElse(() =>
        {
            if (state is null) return Missing;
            var retracted = new SourceRetracted(state.Id, command.Reason.Trim(), command.RetractedOn);
            if (state.Retraction == retracted) return Decision.Nothing;
            return state.Retraction is null
                ? Decision.Record(retracted)
                : Decision.Refuse(RefusalCodes.NoLongerStanding, "The source was retracted already.", "source");
        });

    public static Decision Decide(SourcePair? state, JudgeIndependence command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .Require(Enum.IsDefined(command.Verdict), RefusalCodes.Malformed, "No such verdict.", "verdict")
        .Require(command.SourceId != command.OtherSourceId, RefusalCodes.SelfReference, "A source is not independent of itself.", "otherSource")
        .OrElse(() =>
        {
            var (first, second) = Identifiers.Ordered(command.SourceId, command.OtherSourceId);
            var judged = new IndependenceJudged(first, second, command.Verdict, command.Reason.Trim());
            return state?.Judged == judged ? Decision.Nothing : Decision.Record(judged);
        });

    private static Decision Missing => Decision.Refuse(RefusalCodes.NotFound, "No source is registered under this id.", "source");

    private static SourceDescription Trimmed(SourceDescription d) => d with { Title = d.Title.Trim() };

    private static void Check(Checks checks, Guid id, SourceDescription d) => checks
        .Text(d.Title, Limits.Title, "title")
        .Language(d.Language, "language")
        .OptionalText(d.Url, Limits.Url, "url")
        .Require(
            d.Url is null or { Length: > Limits.Url } || UrlNormalForm.TryNormalise(d.Url, out _, out _), RefusalCodes.UrlMalformed,
            "Not an absolute http(s) URL.", "url")
        .Require(Enum.IsDefined(d.Kind), RefusalCodes.Malformed, "No such kind of source.", "kind")
        .Require(d.PublisherId != id, RefusalCodes.SelfReference, "A source that publishes itself has no publisher.", "publisher");
}
