using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Types.Relations;

/// <summary>What one party expelled of another one's staff.</summary>
public sealed record SeenDirectedTotal(Lens Lens, Guid Expelling, Guid Sending, ExpulsionStatistic Sum)
{
    /// <summary>Both directions, the first party's first.</summary>
    public static IReadOnlyList<SeenDirectedTotal> Both(Lens lens, PartyPair pair, IReadOnlyDictionary<Guid, ExpulsionStatistic> byParty) =>
    [
        new(lens, pair.One, pair.Other, byParty.GetValueOrDefault(pair.One, ExpulsionStatistic.None)),
        new(lens, pair.Other, pair.One, byParty.GetValueOrDefault(pair.Other, ExpulsionStatistic.None)),
    ];
}

public sealed class DirectedTotalType : ObjectGraphType<SeenDirectedTotal>
{
    public DirectedTotalType()
    {
        Name = "DirectedTotal";
        Description = "What one party expelled of another one's staff, summed up. Proposed and rejected expulsions are not counted.";
        Field<NonNullGraphType<PartyInterface>>("expellingParty").Description("Who expels.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Expelling));
        Field<NonNullGraphType<PartyInterface>>("sendingParty").Description("Whose staff is expelled.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Sending));
        FigureFields.AddTo(this, s => s.Sum);
    }
}
