using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Where the record says what the domain refuses: the format and the commands name some things differently.</summary>
internal static class Places
{
    /// <param name="path">Place in the command.</param>
    /// <returns>Place in the record.</returns>
    public static string InRecord(object command, string path) => (command, path) switch
    {
        (RegisterEntity, "code") => "key",
        (CiteSource or RemoveCitation, "citedSource") => "cites",
        (GradeSource, "reliability") or (GradeClaim, "credibility") => "grade",
        (TakeSnapshot, "content") => "text",
        (JudgeIndependence, "source") => "sources.0",
        (JudgeIndependence, "otherSource") => "sources.1",
        (JudgeIdentity, "entity") => "entities.0",
        (JudgeIdentity, "otherEntity") => "entities.1",
        (MergeEntities, "survivor") => "into",
        // An object in the record only where the words have a language.
        (AssertClaim { Value: TextValue { Language: not null } }, "value.text" or "value.language") => path,
        (AssertClaim, _) when path.StartsWith("value.", StringComparison.Ordinal) => "value",
        _ => path,
    };
}
