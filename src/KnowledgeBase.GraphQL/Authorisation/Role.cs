namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>What somebody who signed in may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads; that is all that somebody without a role of ours may.</summary>
    Reader,

    /// <summary>Records what sources say, and takes back what it recorded itself.</summary>
    Contributor,

    /// <summary>Grades, ranks, judges and merges, takes back what others recorded, and imports whole files.</summary>
    Curator,

    /// <summary>Erases, and takes the whole log out and in.</summary>
    Administrator,
}
