using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Reading.Sums;

namespace KnowledgeBase.Store.Reading;

/// <summary>An answer within an exchange.</summary>
/// <param name="Id">The expulsion that answers.</param>
/// <param name="Answers">The one that it answers.</param>
/// <param name="IsBetween">False for one that a third party is on a side of.</param>
public sealed record Answer(Guid Id, Guid Answers, bool IsBetween);

/// <summary>An expulsion with everything that answers it, over however many steps.</summary>
/// <param name="Answers">Each after what it answers, else earliest first; at most <see cref="ExchangeQueries.MostAnswers"/>.</param>
/// <param name="ByParty">Sums of what each side expelled of the other's staff, by the expelling party; all answers are in them.</param>
public sealed record ExchangeRecord(IReadOnlyList<Answer> Answers, IReadOnlyDictionary<Guid, ExpulsionStatistic> ByParty);

/// <summary>Expulsions and their answers between two parties.</summary>
public sealed class ExchangeQueries(ReadDatabase database, StatisticsQueries statistics)
{
    public const int MostAnswers = 100;

    /// <summary>Exchanges by the expulsions that they begin with, in two statements.</summary>
    public async Task<IReadOnlyDictionary<Guid, ExchangeRecord>> ByBeginningsAsync(Lens lens, IReadOnlyList<Guid> beginnings, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        var rows = await database.ReadAsync(
            $"""
            with recursive {Chain(tables, parameters.Add(beginnings.ToArray()))}
            select a.root, a.id, a.answers, a.is_between from (
                select c.root, n.id, n.in_response_to as answers, {IsAnswer("n", "r")} as is_between,
                       row_number() over (partition by c.root order by coalesce(n.announced_from, 'infinity'), n.id) as place
                from chain c join {tables.Expulsions} r on r.id = c.root join {tables.Expulsions} n on n.in_response_to = c.id
                where n.id <> c.root
            ) a where a.place <= {MostAnswers} order by a.root, a.place
            """,
            parameters, r => (Root: r.GetGuid(0), Answer: new Answer(r.GetGuid(1), r.GetGuid(2), r.GetBoolean(3))), cancellation);
        var sums = await statistics.OfExchangesAsync(lens, beginnings, cancellation);
        var answers = rows.ToLookup(r => r.Root, r => r.Answer);
        return beginnings.ToDictionary(id => id, id => new ExchangeRecord(
            InOrder(id, [.. answers[id]]), sums[id].Where(s => s.Group[0] is not null).ToDictionary(s => Guid.Parse(s.Group[0]!))));
    }

    /// <summary>The table expression <c>chain(root, id)</c>: the expulsions between the two parties of some that these were answered with, and they themselves.</summary>
    internal static string Chain(LensTables tables, string beginnings) => $"""
        chain(root, id) as (
            select b, b from unnest({beginnings}) b
            union
            select c.root, n.id from chain c join {tables.Expulsions} r on r.id = c.root join {tables.Expulsions} n on n.in_response_to = c.id
            where {IsAnswer("n", "r")}
        )
        """;

    internal static string AreBetween(string alias, string one, string other) =>
        $"({alias}.expelling_party = {one} and {alias}.sending_party = {other} or {alias}.expelling_party = {other} and {alias}.sending_party = {one})";

    /// <summary>Where answers run in a circle, the exchange begins with the smallest id.</summary>
    internal static string Begins(LensTables tables, string one, string other) => $"""
        {AreBetween("x", one, other)} and exists (select from {tables.Expulsions} n where n.in_response_to = x.id)
        and (not exists (select from {tables.Expulsions} o where o.id = x.in_response_to and {AreBetween("o", one, other)}) or x.id = (
            with recursive up(id, answers) as (
                select x.id, x.in_response_to
                union
                select o.id, o.in_response_to from up u join {tables.Expulsions} o on o.id = u.answers where {AreBetween("o", one, other)}
            )
            select u.id from up u where exists (select from up v where v.answers = x.id) order by u.id limit 1
        ))
        """;

    private static string IsAnswer(string answer, string to) =>
        $"coalesce({answer}.expelling_party in ({to}.expelling_party, {to}.sending_party) and {answer}.sending_party in ({to}.expelling_party, {to}.sending_party), false)";

    private static List<Answer> InOrder(Guid start, List<Answer> earliestFirst)
    {
        var (ordered, known) = (new List<Answer>(), new HashSet<Guid> { start });
        while (earliestFirst.FirstOrDefault(a => known.Contains(a.Answers) && !known.Contains(a.Id)) is { } next)
        {
            ordered.Add(next);
            known.Add(next.Id);
        }

        return ordered;
    }
}
