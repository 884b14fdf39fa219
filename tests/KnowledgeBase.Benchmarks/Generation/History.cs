using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>Everything that is recorded, in order, as commands; made as it is asked for, and the same for the same scale.</summary>
internal sealed class History
{
    private readonly Scale scale;
    private readonly Sources sources;
    private readonly Expulsions expulsions;
    private readonly Claims claims;

    public History(Scale scale)
    {
        this.scale = scale;
        sources = new(scale);
        expulsions = new(scale);
        claims = new(scale, sources, expulsions);
    }

    public IEnumerable<object> Commands() => Common().Concat(Enumerable.Range(0, scale.Expulsions).SelectMany(About));

    private IEnumerable<object> Common()
    {
        foreach (var country in Countries.Register()) yield return country;
        foreach (var episode in expulsions.RegisterEpisodes()) yield return episode;
        for (var s = 0; s < sources.Common; s++)
        {
            foreach (var command in Source(s, s, default)) yield return command;
        }

        foreach (var judgement in Sources.Judgements()) yield return judgement;
    }

    private IEnumerable<object> Source(int source, int first, DateOnly day)
    {
        yield return sources.Register(source, day);
        foreach (var citation in sources.Cites(source, first)) yield return citation;
        if (sources.Grade(source) is { } grade) yield return grade;
    }

    /// <summary>An expulsion, then what its wave brings on one of the wave before, then what is found wrong with an earlier one.</summary>
    private IEnumerable<object> About(int expulsion)
    {
        yield return Expulsions.Register(expulsion);
        var day = expulsions[expulsion].Day;
        for (int s = sources.FirstOf(expulsion), first = s; s < sources.FirstOf(expulsion + 1); s++)
        {
            foreach (var command in Source(s, first, day)) yield return command;
        }

        for (var c = 0; c < scale.ClaimsOf(expulsion); c++)
        {
            if (!claims.IsLate(expulsion, c)) yield return claims.Assert(expulsion, c);
        }

        var earlier = expulsion - (scale.Expulsions / Scale.Waves);
        if (earlier < 0) yield break;
        for (var c = 0; c < scale.ClaimsOf(earlier); c++)
        {
            if (claims.IsLate(earlier, c)) yield return claims.Assert(earlier, c);
        }

        foreach (var correction in Corrections(earlier)) yield return correction;
    }

    private IEnumerable<object> Corrections(int expulsion)
    {
        var draw = new Draw(scale.Seed, Subject.Correction, expulsion);
        if (draw.Percent(2)) yield return new RelabelEntity(Expulsions.IdOf(expulsion), $"Expulsion {expulsion} of diplomats", "Clearer.");
        for (var c = 0; c < scale.ClaimsOf(expulsion); c++)
        {
            var chance = draw.Unit() * 100;
            if (chance < 6) yield return Correct(expulsion, c, chance);
        }

        for (var s = sources.FirstOf(expulsion); s < sources.FirstOf(expulsion + 1); s++)
        {
            var day = expulsions[expulsion].Day;
            var chance = draw.Unit() * 100;
            if (chance < 1.5) yield return new DescribeSource(Sources.IdOf(s), sources.Describe(s, day) with { Title = $"Corrected report {s}" });
            else if (chance < 2) yield return new RetractSource(Sources.IdOf(s), "Taken back by its publisher.", null);
            else if (chance < 2.5 && sources.Cites(s, sources.FirstOf(expulsion)).FirstOrDefault() is { } c) yield return new RemoveCitation(c.SourceId, c.CitedId, "It does not cite it.");
        }
    }

    private object Correct(int expulsion, int claim, double chance)
    {
        var id = claims.IdOf(expulsion, claim);
        return chance switch
        {
            < 3 => new GradeClaim(id, (Credibility)(1 + (claim % 6)), "Compared with others."),
            < 4 => new RankClaim(id, chance < 3.3 ? Rank.Preferred : Rank.Deprecated, "Compared with others."),
            < 5 => new RetractClaim(id, "Taken back.", null),
            _ => new WithdrawClaim(id, "Misread.", claim == 0 ? null : claims.IdOf(expulsion, 0)),
        };
    }
}
