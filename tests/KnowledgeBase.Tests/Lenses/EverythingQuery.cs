using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>Queries that together ask for all that a lens can bear on, at the root or through a lens.</summary>
internal static partial class EverythingQuery
{
    private const string Fact = """
        property status valueText
        corroboration { namedRoots unattributedRoots unresolvedClaims circular anachronistic independence roots { kind group source { id key } pathsAreAll paths { key } } }
        why { kind text remaining isDecisive } acceptedBy { id position kind recordedAt }
        supportedBy { totalCount nodes { id } edges { cursor } } contradictedBy { nodes { value { __typename } stance } } neutral { nodes { stance } } leftOut { nodes { stance rank } }
        """;

    private const string Claim = """
        id version stance rank rankReason note statedOn validDuring subject { id label } property source { key } readIn { key } quotation { text prefix suffix status places checkedAgainst { sha256 takenAt } lastFoundIn { sha256 change { position } } } attributionChains { key }
        value { __typename ... on TextValue { text } ... on HeadcountValue { headcount { text } } ... on DateValue { date } ... on EntityValue { entity { label } } }
        credibility { grade reason change { position } } standing { status reason supersededBy { stance } change { position } }
        lineage { circular anachronistic restsOnRetracted roots { kind group source { key } paths { key } } } recordedAt change { position }
        """;

    private const string Expulsion = """
        id key label version aliases expellingParty { label } headcount { min max text } announcedOn
        """;

    private const string Identity = """
        key absorbed { key label version entity { key } merge { reason into { key } change { position } } }
        identityJudgements { totalCount nodes { verdict reason version entities { key entity { key } } change { position } } } identityCandidates { other { key } reasons { text } }
        """;

    /// <summary>Each is the body of an operation.</summary>
    public static IReadOnlyList<string> Bodies { get; } =
    [
        $"expulsions {{ totalCount nodes {{ {Expulsion} facts {{ {Fact} }} }} }}",
        $"expulsions(orderBy: [HEADCOUNT_ASC]) {{ edges {{ cursor node {{ {Expulsion} claims {{ totalCount nodes {{ id }} }} changes(last: 5) {{ totalCount nodes {{ position kind }} }} }} }} }}",
        "expulsions(filter: {contested: true}) { totalCount nodes { label } } attributed: expulsions(filter: {facts: [{namedRoots: {min: 1}}]}) { totalCount nodes { label } } anonymous: expulsions(filter: {onlyUnattributed: true}) { nodes { label } }",
        $"claims(first: 100) {{ totalCount edges {{ cursor node {{ {Claim} }} }} }}",
        "claims(filter: {standing: [STANDING], stance: [REPORTS, DENIES]}) { totalCount nodes { id } }",
        "sources(first: 100) { totalCount edges { cursor node { id key kind title publishedOn isOriginalReporting version reliability { grade reason change { position } } retracted { reason change { position } } cites { manner cited { key } } citedBy { totalCount nodes { citing { key } } } lineage { circular roots { kind source { key } } } claims { totalCount } changes { totalCount nodes { kind } } } } }",
        "sources(first: 100) { nodes { snapshots { totalCount edges { cursor node { sha256 mediaType length takenAt url text change { position } source { key } } } } } } missing: claims(filter: {quotationStatus: [MISSING, SNAPSHOT_CHANGED]}) { totalCount nodes { id } } ambiguous: claims(filter: {quotationStatus: [AMBIGUOUS]}) { totalCount }",
        "changes(last: 100) { totalCount edges { cursor node { id position recordedAt kind entity { label } source { title } claim { stance rank } } } }",
        "expulsionStatistics(groupBy: [EXPELLING_PARTY, YEAR]) { expellingParty { label } year expulsions withoutHeadcount persons { min max text } } relation(between: [\"FR\", \"RU\"]) { expulsions { totalCount } balance { persons { text } } } search(text: \"comment\") { totalCount nodes { text score } } labels: search(text: \"Label\") { nodes { text score item { __typename } } }",
        "country(code: \"FR\") { id label expelled { totalCount nodes { label } } relationWith(code: \"RU\") { exchanges { totalCount } } } entity(key: \"expulsion:x1\") { id label } source(key: \"s1\") { id title }",
        $"entity(key: \"expulsion:x0\") {{ {Identity} }} country(code: \"RU\") {{ {Identity} }} identityCandidates {{ edges {{ cursor node {{ entity {{ key }} other {{ key }} reasons {{ reason text otherText score }} }} }} pageInfo {{ hasNextPage }} }}",
    ];

    /// <summary>It asks for more than the limits of an ordinary server let pass.</summary>
    public static string[] Settings { get; } = ["--KnowledgeBase:Limits:Nodes=100000", "--KnowledgeBase:Limits:Cost=500000"];

    /// <summary>The answers as text, ids left out.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="lens">The lens's fields; null for none.</param>
    public static async Task<IReadOnlyList<string>> AskAsync(RunningServer server, string? lens = null)
    {
        var answers = new List<string>();
        foreach (var body in Bodies)
        {
            var data = await server.Ask(lens is null ? $"{{ {body} }}" : $"{{ through(lens: {{{lens}}}) {{ {body} }} }}").MustBeData();
            answers.Add(Ids().Replace((lens is null ? data : data["through"])!.ToJsonString(), "\"id\":\"\""));
        }

        return answers;
    }

    [GeneratedRegex("\"id\":\"[^\"]*\"")]
    private static partial Regex Ids();
}
