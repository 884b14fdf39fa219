namespace KnowledgeBase.Domain.Text;
public static class TextNormalisation { public static string Collapse(string s) => s; }
