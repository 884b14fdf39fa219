namespace KnowledgeBase.Store.Reading.Bulk;

/// <summary>An import or a request.</summary>
/// <param name="Key">The import's id, or the request's.</param>
/// <param name="Begun">When its first change was recorded.</param>
/// <param name="Ended">When its last change that is seen was recorded.</param>
public sealed record OriginRow(OriginKind Kind, string Key, string RecordedBy, DateTimeOffset Begun, DateTimeOffset Ended);
