using KnowledgeBase.Domain.Recording;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Deciding;

/// <summary>
/// <c>Given(events).When(decide).Then(events)</c>: what is recorded when something is asked of a stream with those events. Every
/// decision that records is made a second time after what it recorded, and then must record nothing (and be refused only
/// where <c>againRefused</c> names the code).
/// </summary>
internal sealed class Given<TState>(Func<TState?, object, TState?> evolve, params object[] events) where TState : class
{
    public TState? State { get; } = events.Aggregate((TState?)null, evolve);

    public Outcome When(Func<TState?, Decision> decide, string? againRefused = null)
    {
        var decision = decide(State);
        if (decision.Events.Count > 0)
        {
            var again = decide(decision.Events.Aggregate(State, evolve));
            Assert.Equal(againRefused is null ? [] : [againRefused], again.Refusals.Select(r => r.Code));
            Assert.Empty(again.Events);
        }

        return new(decision);
    }
}

internal sealed class Outcome(Decision decision)
{
    public void Then(params object[] events)
    {
        Assert.Empty(decision.Refusals);
        Assert.Equal(events, decision.Events);
    }

    public void ThenNothing() => Then();

    public void ThenRefused(string code, string path) => ThenRefused((code, path));

    public void ThenRefused(params (string Code, string Path)[] refusals)
    {
        Assert.Equal(refusals, decision.Refusals.Select(r => (r.Code, r.Path)));
        Assert.Empty(decision.Events);
        Assert.All(decision.Refusals, r => Assert.NotEmpty(r.Message));
    }
}
