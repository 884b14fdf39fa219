using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Tests.Deciding;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Sources;

public sealed class IndependenceTests
{
    private static readonly (Guid First, Guid Second) Pair = Identifiers.Ordered(Identifiers.Source("a"), Identifiers.Source("b"));
    private static readonly IndependenceJudged Judged = new(Pair.First, Pair.Second, IndependenceVerdict.Independent, "own witnesses");

    private static Outcome Judge(JudgeIndependence command, params object[] given) =>
        new Given<SourcePair>(SourcePair.Evolve, given).When(s => SourceDecider.Decide(s, command));

    [Fact]
    public void Two_sources_are_judged_the_same_in_either_order()
    {
        Judge(new(Pair.First, Pair.Second, IndependenceVerdict.Independent, " own witnesses ")).Then(Judged);
        Judge(new(Pair.Second, Pair.First, IndependenceVerdict.Independent, "own witnesses")).Then(Judged);
        Judge(new(Pair.Second, Pair.First, IndependenceVerdict.Independent, "own witnesses"), Judged).ThenNothing();
    }

    [Fact]
    public void A_judgement_may_change() => Judge(new(Pair.First, Pair.Second, IndependenceVerdict.Dependent, "one agency"), Judged)
        .Then(new IndependenceJudged(Pair.First, Pair.Second, IndependenceVerdict.Dependent, "one agency"));

    [Fact]
    public void A_source_is_not_judged_against_itself() => Judge(new(Pair.First, Pair.First, IndependenceVerdict.Independent, "why"))
        .ThenRefused(RefusalCodes.SelfReference, "otherSource");

    [Fact]
    public void A_judgement_needs_a_reason_and_a_verdict() => Judge(new(Pair.First, Pair.Second, (IndependenceVerdict)3, ""))
        .ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.Malformed, "verdict"));
}
