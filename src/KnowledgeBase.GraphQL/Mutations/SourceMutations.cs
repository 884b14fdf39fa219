using GraphQL.Types;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Recording;
using static KnowledgeBase.GraphQL.Errors.UserErrors.UserErrorKind;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Mutations on sources, their citations, and what curators judge of them.</summary>
internal static class SourceMutations
{
    private const string TheSource = "The source.";
    private const string OtherAsItIs = "The other source, as it is now; null when the mutation was refused.";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("registerSource", Role.Contributor, "Registers a source. Registering the same one again records nothing.",
            input => Description(input.Optional<StringGraphType>("key",
                "Natural key of your choice: lower-case letters and digits, with single dots or hyphens between them. Without one the URL is the key.")),
            payload => payload.Source(),
            [NotFound, AlreadyRegistered],
            input => [new Step(new RegisterSource(input.Optional<string>("key"), ReadDescription(input)))]),
        new("describeSource", Role.Contributor, "Replaces a source's description by a completed or corrected one. What is left out is no longer part of it.",
            input => Description(input.Source("source", TheSource)).Version("the source"),
            payload => payload.Source(),
            [NotFound, Conflict],
            input => Mutation.One(input, new DescribeSource(input.Reference("source", References.Source), ReadDescription(input)))),
        new("citeSource", Role.Contributor, "Records that one source uses another. Recorded again with other particulars, it replaces them.",
            input => input.Source("source", "The source that cites.").Source("citedSource", "The source that is cited.")
                .Required<CitationMannerType>("manner", "How it is used.")
                .Flag("wasConsulted", "Whether you read the cited source too, and not only the citing one.")
                .Optional<StringGraphType>("note", "A remark of yours.").Version("the citing source"),
            payload => payload.Citation<CiteSource>(c => (c.SourceId, c.CitedId)).Source().Source<CiteSource>("citedSource", OtherAsItIs, c => c.CitedId),
            [NotFound, Conflict],
            input => Mutation.One(input, new CiteSource(
                input.Reference("source", References.Source), input.Reference("citedSource", References.Source),
                input.Required<CitationManner>("manner"), input.Required<bool>("wasConsulted"), input.Optional<string>("note")))),
        new("removeCitation", Role.Contributor, "Removes a citation that was recorded by mistake.",
            input => input.Source("source", "The source that was said to cite.").Source("citedSource", "The source that was said to be cited.").Reason().Version("the citing source"),
            payload => payload.Source().Source<RemoveCitation>("citedSource", OtherAsItIs, c => c.CitedId),
            [NotFound, Conflict, NothingToChange],
            input => Mutation.One(input, new RemoveCitation(
                input.Reference("source", References.Source), input.Reference("citedSource", References.Source), input.Required<string>("reason"))))
        {
            TakesBack = (authorship, command, cancellation) => command is RemoveCitation c
                ? authorship.OfCitationAsync(c.SourceId, c.CitedId, cancellation)
                : Task.FromResult<string?>(null),
        },
        new("gradeSource", Role.Curator, "Grades how reliable a source is. A new grade replaces the old one.",
            input => input.Source("source", TheSource).Required<ReliabilityGradeType>("reliability", "The grade.").Reason().Version("the source"),
            payload => payload.Source(),
            [NotFound, Conflict],
            input => Mutation.One(input, new GradeSource(
                input.Reference("source", References.Source), input.Required<Reliability>("reliability"), input.Required<string>("reason")))),
        new("retractSource", Role.Contributor, "Records that its publisher took a whole source back. Its claims no longer count.",
            input => input.Source("source", TheSource).Reason().Optional<EdtfDateType>("retractedOn", "When it was taken back.").Version("the source"),
            payload => payload.Source(),
            [NotFound, Conflict, NoLongerStanding],
            input => Mutation.One(input, new RetractSource(
                input.Reference("source", References.Source), input.Required<string>("reason"), input.Date("retractedOn")))),
        new("judgeIndependence", Role.Curator, "Judges whether two sources speak independently of each other. A new judgement replaces the old one.",
            input => input.Source("source", "One of the two.").Source("otherSource", "The other.")
                .Required<IndependenceVerdictType>("verdict", "The judgement.").Reason().Version("the judgements on this pair"),
            payload => payload.Source<JudgeIndependence>("source", "The first source named, as it is now; null when the mutation was refused.", c => c.SourceId)
                .Source<JudgeIndependence>("otherSource", OtherAsItIs, c => c.OtherSourceId),
            [NotFound, Conflict],
            input => Mutation.One(input, new JudgeIndependence(
                input.Reference("source", References.Source), input.Reference("otherSource", References.Source),
                input.Required<IndependenceVerdict>("verdict"), input.Required<string>("reason")))),
    ];

    private static InputFields Description(InputFields input) => input
        .Required<SourceKindType>("kind", "What kind of thing speaks.")
        .Required<StringGraphType>("title", "Title, or the name under which it is known.")
        .Optional<UrlType>("url", "Where it can be read.")
        .OptionalSource("publisher", "The outlet or body that published it.")
        .Optional<EdtfDateType>("publishedOn", "When it was published.")
        .Optional<StringGraphType>("language", "BCP 47 tag, such as `fr`.")
        .Flag("isOriginalReporting", "You found that it reports from its own observation and not from others.");

    private static SourceDescription ReadDescription(InputObject input) => new(
        input.Required<SourceKind>("kind"), input.Required<string>("title"), input.Url("url"), input.OptionalReference("publisher", References.Source),
        input.Date("publishedOn"), input.Optional<string>("language"), input.Required<bool>("isOriginalReporting"));
}

public sealed class IndependenceVerdictType() : DescribedEnum<IndependenceVerdict>("IndependenceVerdict", "A curator's judgement on a pair of sources.",
    (IndependenceVerdict.Independent, "Neither has it from the other, nor both from a third."),
    (IndependenceVerdict.Dependent, "One has it from the other, or both from a third."));
