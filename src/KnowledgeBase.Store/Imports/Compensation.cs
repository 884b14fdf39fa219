using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.Imports;

/// <summary>
/// The commands that make what is recorded of one thing what it would be without some events, as far as commands can: the log only grows.
/// What others recorded since stays theirs: where they set something anew, nothing is to be done.
/// </summary>
internal static class Compensation
{
    /// <param name="now">State of all events.</param>
    /// <param name="without">State of all but those to be taken back; null when the thing would not be there.</param>
    /// <param name="keep">Is told what cannot be taken back.</param>
    public static IEnumerable<object> Of(object? now, object? without, string reason, Action<string> keep) => now switch
    {
        Claim claim => OfClaim(claim, without as Claim, reason),
        Source source => OfSource(source, without as Source, reason, keep),
        Entity entity => OfEntity(entity, without as Entity, reason, keep),
        EntityPair pair => OfPair(pair.Judged, (without as EntityPair)?.Judged, reason),
        SourcePair pair => OfPair(pair.Judged, (without as SourcePair)?.Judged, keep),
        _ => [],
    };

    private static IEnumerable<object> OfClaim(Claim now, Claim? without, string reason)
    {
        var (stands, stood) = (now.Standing == Standing.Standing, without?.Standing == Standing.Standing);
        if (stands && !stood) yield return new WithdrawClaim(now.Id, reason, null);
        if (without is null) yield break;
        if (stood && !stands) yield return Again(now.Asserted);
        if (now.Rank != without.Rank) yield return new RankClaim(now.Id, without.Rank, without.RankReason ?? reason);
        if (now.Grade != without.Grade) yield return new GradeClaim(now.Id, without.Grade?.Grade ?? Credibility.CannotBeJudged, without.Grade?.Reason ?? reason);
    }

    private static AssertClaim Again(ClaimAsserted a) => new(
        a.SubjectId, a.Property, a.Value, a.Stance, a.SourceId, a.AttributedTo, a.StatedOn, a.ValidDuring, a.Quotation, a.ReadInSourceId, a.Note);

    private static IEnumerable<object> OfSource(Source now, Source? without, string reason, Action<string> keep)
    {
        if (without is null) keep("registrations of sources");
        else if (now.Description != without.Description) yield return new DescribeSource(now.Id, without.Description);
        foreach (var (cited, citation) in now.Citations.OrderBy(c => c.Key))
        {
            var before = without?.Citations.GetValueOrDefault(cited);
            if (before is null) yield return new RemoveCitation(now.Id, cited, reason);
            else if (before != citation) yield return Again(before);
        }

        foreach (var removed in (without?.Citations.Values ?? []).Where(c => !now.Citations.ContainsKey(c.CitedId)).OrderBy(c => c.CitedId)) yield return Again(removed);

        if (now.Grade != without?.Grade) yield return new GradeSource(now.Id, without?.Grade?.Grade ?? Reliability.F, without?.Grade?.Reason ?? reason);
        if (now.Retraction != without?.Retraction) keep("retractions of sources");
        if (now.Snapshots.Count != (without?.Snapshots.Count ?? 0)) keep("snapshots");
    }

    private static CiteSource Again(SourceCited c) => new(c.SourceId, c.CitedId, c.Manner, c.WasConsulted, c.Note);

    private static IEnumerable<object> OfEntity(Entity now, Entity? without, string reason, Action<string> keep)
    {
        if (without is null) keep("registrations of entities");
        else if (now.Label != without.Label) yield return new RelabelEntity(now.Id, without.Label, reason);
        if (now.Merge is not null && without?.Merge?.SurvivorId != now.Merge.SurvivorId) yield return new UnmergeEntities(now.Id, reason);
        if (without?.Merge is { } merge && now.Merge?.SurvivorId != merge.SurvivorId) yield return new MergeEntities(now.Id, merge.SurvivorId, merge.Reason);
    }

    private static IEnumerable<object> OfPair(IdentityJudged now, IdentityJudged? without, string reason)
    {
        if (now != without) yield return new JudgeIdentity(now.FirstEntityId, now.SecondEntityId, without?.Verdict ?? IdentityVerdict.Unsure, without?.Reason ?? reason);
    }

    private static IEnumerable<object> OfPair(IndependenceJudged now, IndependenceJudged? without, Action<string> keep)
    {
        // There is no word for "nobody judged it", and each verdict changes what counts as corroboration.
        if (without is null) keep("judgements on independence");
        else if (now != without) yield return new JudgeIndependence(now.FirstSourceId, now.SecondSourceId, without.Verdict, without.Reason);
    }
}
