namespace KnowledgeBase.Domain.Properties;

/// <summary>The closed vocabularies of the registry.</summary>
public static class Vocabularies
{
    /// <summary>What was done to the diplomats.</summary>
    public static Vocabulary Measure { get; } = new("Measure",
    [
        new("PERSONA_NON_GRATA", "Declared persona non grata (Vienna Convention on Diplomatic Relations, article 9)."),
        new("ASKED_TO_LEAVE", "Asked to leave, without a formal declaration."),
        new("RECALLED", "Called back by the sending party."),
        new("ACCREDITATION_REVOKED", "Accreditation revoked or not granted."),
        new("VISA_NOT_RENEWED", "Visa ended or not renewed."),
        new("POST_ABOLISHED", "Posts abolished or the size of the mission cut."),
        new("MISSION_CLOSED", "The whole mission was told to close."),
        new("PRESENTED_AS_ROTATION", "Presented as the normal rotation of staff."),
    ]);

    /// <summary>How far an expulsion got. Proposed and rejected ones are not counted as expulsions.</summary>
    public static Vocabulary ExpulsionStatus { get; } = new("ExpulsionStatus",
    [
        new("PROPOSED", "Somebody called for it; nothing was decided."),
        new("ANNOUNCED", "Decided and made known to the other side."),
        new("EXECUTED", "The diplomats left."),
        new("REJECTED", "Proposed and turned down, or announced and taken back."),
    ]);

    /// <summary>Whether the expelling party made it known.</summary>
    public static Vocabulary Publicity { get; } = new("Publicity",
    [
        new("PUBLIC", "A party to it announced it."),
        new("SECRET", "Neither party announced it; it became known through others."),
    ]);
}
