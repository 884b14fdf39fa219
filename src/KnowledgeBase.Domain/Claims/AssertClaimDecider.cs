using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Claims;

/// <summary>Whether a claim is one that can be recorded: everything that it names exists and its value fits its property.</summary>
public static class AssertClaimDecider
{
    public static Decision Decide(Claim? state, AssertClaim command, ClaimContext context)
    {
        var checks = new Checks();
        CheckSources(checks, command, context);
        CheckWords(checks, command);
        var property = PropertyRegistry.Find(command.Property);
        if (property is null) checks.Add(RefusalCodes.UnknownProperty, $"There is no property “{Shown(command.Property)}”.", "property");
        if (context.KindOf(command.SubjectId) is not { } kind) checks.Add(RefusalCodes.NotFound, "No entity is registered under this id.", "subject");
        else if (property is not null && property.Subject != kind)
        {
            checks.Add(RefusalCodes.PropertyNotOfSubject, $"{property.Name} is not said of a {kind}.", "property");
        }

        if (property is not null) CheckValue(checks, property, command, context);
        return checks.OrElse(() => Settle(state, Asserted(command), command.KeepsExisting));
    }

    private static Decision Settle(Claim? state, ClaimAsserted asserted, bool keepsExisting)
    {
        if (state is not { Standing: Standing.Standing }) return Decision.Record(asserted);
        return keepsExisting || SameDetails(state.Asserted, asserted)
            ? Decision.Nothing
            : Decision.Refuse(
                RefusalCodes.AlreadyRegistered,
                "This claim is recorded already with another attribution, validity, note, place of reading or quotation context. Withdraw it first.", "");
    }

    private static bool SameDetails(ClaimAsserted a, ClaimAsserted b) =>
        Equals(a.ValidDuring, b.ValidDuring) && a.ReadInSourceId == b.ReadInSourceId && a.Note == b.Note
        && a.Quotation?.Prefix == b.Quotation?.Prefix && a.Quotation?.Suffix == b.Quotation?.Suffix
        && a.AttributedTo.Count == b.AttributedTo.Count && a.AttributedTo.Zip(b.AttributedTo).All(p => p.First.SequenceEqual(p.Second));

    private static ClaimAsserted Asserted(AssertClaim c) => new(
        c.ClaimId, c.SubjectId, c.Property, c.Value, c.Stance, c.SourceId, c.AttributedTo, c.StatedOn, c.ValidDuring, c.Quotation,
        c.ReadInSourceId, c.Note);

    private static void CheckSources(Checks checks, AssertClaim command, ClaimContext context)
    {
        const string missing = "No source is registered under this id.";
        checks.Require(context.IsSource(command.SourceId), RefusalCodes.NotFound, missing, "source");
        checks.Require(
            command.ReadInSourceId is not { } readIn || context.IsSource(readIn), RefusalCodes.NotFound, missing, "readIn");
        if (command.AttributedTo.Count > Limits.Attribution) checks.Add(RefusalCodes.Count, $"At most {Limits.Attribution} chains.", "attributedTo");
        for (var i = 0; i < Math.Min(command.AttributedTo.Count, Limits.Attribution); i++)
        {
            var chain = command.AttributedTo[i];
            checks.Require(
                chain.Count is > 0 and <= Limits.Attribution, RefusalCodes.Count, $"A chain names 1 to {Limits.Attribution} sources.", $"attributedTo.{i}");
            for (var j = 0; j < Math.Min(chain.Count, Limits.Attribution); j++)
            {
                checks.Require(context.IsSource(chain[j]), RefusalCodes.NotFound, missing, $"attributedTo.{i}.{j}");
                checks.Require(
                    chain[j] != command.SourceId && !chain.Take(j).Contains(chain[j]), RefusalCodes.SelfReference,
                    "A chain of attribution names each source once, and not the claim's own.", $"attributedTo.{i}.{j}");
            }
        }
    }

    private static void CheckWords(Checks checks, AssertClaim command)
    {
        checks.OptionalText(command.Note, Limits.Note, "note");
        checks.Require(Enum.IsDefined(command.Stance), RefusalCodes.Malformed, "No such stance.", "stance");
        if (command.Quotation is not { } quotation) return;
        checks.Text(quotation.Exact, Limits.Quotation, "quotation.exact")
            .OptionalText(quotation.Prefix, Limits.Quotation, "quotation.prefix")
            .OptionalText(quotation.Suffix, Limits.Quotation, "quotation.suffix");
    }

    private static void CheckValue(Checks checks, Property property, AssertClaim command, ClaimContext context)
    {
        if (command.Value is null)
        {
            checks.Require(!command.Stance.Supports(), RefusalCodes.ValueRequired, "A claim that supports something needs a value.", "value");
            return;
        }

        if (command.Stance == Stance.LeavesOpen)
        {
            checks.Add(RefusalCodes.ValueRequired, "A claim that leaves the value open has none.", "value");
            return;
        }

        if (command.Value.Kind != property.ValueKind)
        {
            checks.Add(RefusalCodes.ValueKindMismatch, $"{property.Name} takes a value of kind {property.ValueKind}, not {command.Value.Kind}.", "value");
            return;
        }

        switch (command.Value)
        {
            case TextValue text:
                checks.Text(text.Text, Limits.Text, "value.text").Language(text.Language, "value.language");
                checks.Require(
                    property.Cardinality != Cardinality.OnePerLanguage || text.Language is not null, RefusalCodes.ValueRequired,
                    $"{property.Name} needs the language of the text.", "value.language");
                break;
            case HeadcountValue { Headcount: var headcount }:
                // Words that the number is followed by are kept, whatever they are.
                checks.Text(headcount.Text, Headcount.MaxLength, "value.headcount.text");
                break;
            case TermValue term:
                checks.Require(
                    property.Vocabulary!.Contains(term.Term), RefusalCodes.ValueKindMismatch,
                    $"{property.Name} takes one of {string.Join(", ", property.Vocabulary.Terms.Select(t => t.Name))}.", "value.term");
                break;
            case EntityValue entity when entity.EntityId == command.SubjectId:
                checks.Add(RefusalCodes.SelfReference, "An entity cannot stand in this relation to itself.", "value.entity");
                break;
            case EntityValue entity when context.KindOf(entity.EntityId) is null:
                checks.Add(RefusalCodes.NotFound, "No entity is registered under this id.", "value.entity");
                break;
            case EntityValue entity when !property.Targets!.Contains(context.KindOf(entity.EntityId)!.Value):
                checks.Add(
                    RefusalCodes.ValueKindMismatch, $"{property.Name} takes one of {string.Join(", ", property.Targets!)}.", "value.entity");
                break;
        }
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
