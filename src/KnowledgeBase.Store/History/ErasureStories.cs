using System.Globalization;
using KnowledgeBase.Domain.Erasure;

namespace KnowledgeBase.Store.History;

/// <summary>That something was erased; never what.</summary>
internal static class ErasureStories
{
    public static Story Erased(SubjectErased e)
    {
        StoryPart subject = e.EntityId is { } id ? new NamedEntity(id) : new NamedSource(e.SubjectId);
        return new(
            new(["The details of ", subject, $" were erased on request{StoryText.Because(e.Reason)}"]),
            new Fields().AddNew("subject", new([subject])).Add("reason", null, e.Reason)
                .Add("rewrittenEvents", null, e.Events.Count.ToString(CultureInfo.InvariantCulture)).All);
    }
}
