namespace KnowledgeBase.GraphQL.Errors;

/// <summary>An error for which nothing of the operation was carried out, although GraphQL.NET had begun to execute it: the answer has no data at all.</summary>
internal sealed class NotBegunError(KnowledgeBaseError why) : KnowledgeBaseError(why.Code!, why.Message);
