namespace KnowledgeBase.Domain.Sources;
public static class UrlNormalForm { }
