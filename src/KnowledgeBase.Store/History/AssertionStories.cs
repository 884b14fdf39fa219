using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.History;

/// <summary>What sources said.</summary>
internal static class AssertionStories
{
    private const int MostNames = 3;

    public static Story Asserted(ToldEvent told, ClaimAsserted e)
    {
        var property = PropertyRegistry.Get(e.Property);
        var again = told.Claim.Before is { Standing: not Standing.Standing } before ? $" (recorded again, after it was {Fallen(before.Standing)})" : "";
        return new(
            new([new NamedSource(e.SourceId), $" {Verb(e.Stance)} ", new NamedEntity(e.SubjectId), ": ", .. Statement(property, e.Value, e.IsErased), .. Attribution(e), $"{again}."]),
            told.Claim.Before is { } row ? Again(row, e) : New(e));
    }

    /// <summary>e.g. <c>headcount "3"</c>.</summary>
    public static IReadOnlyList<StoryPart> Statement(Property property, Value? value, bool isErased) =>
        value is not null ? [$"{Words.Of(property)} ", Words.Of(value)] : isErased ? [$"{Words.Of(property)} (erased since)"] : [Words.Of(property)];

    private static string Verb(Stance stance) => stance switch
    {
        Stance.Asserts => "states about",
        Stance.Confirms => "confirms about",
        Stance.Reports => "reports about",
        Stance.Denies => "denies about",
        Stance.DeclinesComment => "declines to comment on",
        Stance.LeavesOpen => "says that it is not known of",
        _ => "speculates about",
    };

    private static string Fallen(Standing standing) => standing == Standing.Superseded ? "withdrawn" : standing.ToString().ToLowerInvariant();

    /// <summary>The sources that the claim names; of many, the first ones.</summary>
    private static IReadOnlyList<StoryPart> Attribution(ClaimAsserted e)
    {
        var chains = e.AttributedTo;
        if (chains.Count == 0) return [];
        var names = chains.Take(chains.Count > MostNames ? MostNames - 1 : MostNames).Select(chain => (StoryPart)new NamedSource(chain[0])).ToList();
        if (chains.Count > names.Count) names.Add($"{chains.Count - names.Count} others");
        return [", according to ", .. StoryText.Listed(names)];
    }

    /// <summary>The same claim once more: what makes it that claim is the same, the rest may differ.</summary>
    private static IReadOnlyList<ChangedField> Again(ClaimRow before, ClaimAsserted e)
    {
        var fields = new Fields().Add<Standing>("standing", before.Standing, Standing.Standing);
        if (!before.AttributedTo.Equals(new(e.AttributedTo))) fields.Add("attributedTo", Chains(before.AttributedTo.Chains), Chains(e.AttributedTo), false);
        return fields.Add("validDuring", before.Valid, e.ValidDuring?.Text).AddSource("readIn", before.ReadIn, e.ReadInSourceId).Add("note", before.Note, e.Note).All;
    }

    private static IReadOnlyList<ChangedField> New(ClaimAsserted e) => new Fields()
        .AddNew("subject", new([new NamedEntity(e.SubjectId)])).Add("property", null, Words.InFull(PropertyRegistry.Get(e.Property))).AddNew("value", Words.InFull(e.Value))
        .Add("stance", null, Words.OfEnum<Stance>(e.Stance)).AddSource("source", null, e.SourceId).AddNew("attributedTo", Chains(e.AttributedTo))
        .Add("statedOn", null, e.StatedOn).Add("validDuring", null, e.ValidDuring).Add("quotation", null, e.Quotation?.Exact)
        .AddSource("readIn", null, e.ReadInSourceId).Add("note", null, e.Note).All;

    /// <summary>"A, via B; C": each chain from the source that the claim names towards where that has it from.</summary>
    private static StoryText? Chains(IReadOnlyList<IReadOnlyList<Guid>> chains)
    {
        if (chains.Count == 0) return null;
        var parts = new List<StoryPart>();
        foreach (var chain in chains)
        {
            if (parts.Count > 0) parts.Add("; ");
            parts.Add(new NamedSource(chain[0]));
            foreach (var source in chain.Skip(1)) parts.AddRange([", which has it from ", new NamedSource(source)]);
        }

        return new(parts);
    }
}
