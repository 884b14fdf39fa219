using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.GraphQL.Types.Relations;

/// <summary>An expulsion with what answers it.</summary>
public sealed record SeenExchange(SeenEntity Initial)
{
    public Lens Lens => Initial.Lens;

    /// <summary>Who began, and the other one.</summary>
    public PartyPair Pair => new(Initial.Expulsion!.ExpellingParty!.Value, Initial.Expulsion.SendingParty!.Value);

    public IReadOnlyList<SeenDirectedTotal> Totals(ExchangeRecord record) => SeenDirectedTotal.Both(Lens, Pair, record.ByParty);

    /// <summary>Null when a side expelled nobody that counts, or when the numbers leave it open.</summary>
    public bool? IsSymmetric(ExchangeRecord record) => Totals(record) is [{ Sum.Expulsions: > 0 } first, { Sum.Expulsions: > 0 } second]
        ? Comparison.AreSame(first.Sum.Persons, second.Sum.Persons, first.Sum.WithoutNumber + second.Sum.WithoutNumber == 0)
        : null;

    public PersonDifference? Difference(ExchangeRecord record) => Totals(record) is [{ Sum.Expulsions: > 0 } first, { Sum.Expulsions: > 0 } second]
        ? PersonDifference.Between(second.Sum.Persons, first.Sum.Persons)
        : null;
}

public sealed class ExchangeType : ObjectGraphType<SeenExchange>
{
    public ExchangeType()
    {
        Name = "Exchange";
        Description = "An expulsion and the expulsions that answer it, those that answer these, and so on.";
        const string most = "Of all answers, at most 100 are listed; the totals count all of them.";
        Field<NonNullGraphType<ExpulsionType>>("initial").Description("The expulsion that it begins with. It may itself answer one to which a third party belongs (`inResponseTo`).").Resolve(c => c.Source.Initial);
        Answers("responses", $"Those between the two that answer the initial one itself, earliest first. {most}", (source, a) => a.IsBetween && a.Answers == source.Initial.Id);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionType>>>>("chain")
            .Description($"All that is between the two: the initial one, then each after the one that it answers (`inResponseTo`), else earliest first. {most}")
            .Resolve(c => Record(c).Then(r => Entities(c, [c.Source.Initial.Id, .. r.Answers.Where(a => a.IsBetween).Select(a => a.Id)])));
        Answers("thirdPartyResponses", $"Expulsions with a third party on one side that answer one of the chain. No total counts them. {most}", (_, a) => !a.IsBetween);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DirectedTotalType>>>>("totals")
            .Description("What each side expelled in the chain: first whoever began. Proposed and rejected expulsions are not counted.").Resolve(c => Record(c).Then(c.Source.Totals));
        Field<BooleanGraphType>("symmetric")
            .Description("Whether the totals of the two sides agree: true when they are the same number, or the same range; false when they certainly differ; null when that is open, "
                + "because a number is missing or ranges overlap, or when one side expelled nobody that counts.").Resolve(c => Record(c).Then(r => c.Source.IsSymmetric(r)));
        Field<PersonDifferenceType>("difference").Description("By how many persons the other side's total is larger than that of whoever began; null when one side expelled nobody that counts.")
            .Resolve(c => Record(c).Then(r => c.Source.Difference(r)));
    }

    private void Answers(string name, string description, Func<SeenExchange, Answer, bool> which) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionType>>>>(name).Description(description)
            .Resolve(c => Record(c).Then(r => Entities(c, r.Answers.Where(a => which(c.Source, a)).Select(a => a.Id))));

    private static Loaded<ExchangeRecord> Record(IResolveFieldContext<SeenExchange> context) =>
        context.Reads().Exchange(context.Source.Lens, context.Source.Initial.Id).Then(r => r!);

    private static Loaded<List<SeenEntity>> Entities(IResolveFieldContext<SeenExchange> context, IEnumerable<Guid> ids) =>
        ids.Select(id => context.Reads().Entity(context.Source.Lens, id)).ToList().Together();
}
