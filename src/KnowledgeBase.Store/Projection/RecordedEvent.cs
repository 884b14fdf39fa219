namespace KnowledgeBase.Store.Projection;

/// <summary>What the read model takes of an event: its payload and its position in the log.</summary>
internal readonly record struct RecordedEvent(object Data, long Position);
