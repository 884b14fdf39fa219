using System.Diagnostics.CodeAnalysis;
namespace KnowledgeBase.Domain.Time;
public sealed record EdtfError(string Code, string Message, int Position);
public sealed class EdtfDate : IEquatable<EdtfDate>
{
    public string Text { get; } = "";
    public DateOnly? Earliest { get; }
    public DateOnly? Latest { get; }
    public static bool TryParse(string? text, [NotNullWhen(true)] out EdtfDate? date, [NotNullWhen(false)] out EdtfError? error) { date = new(); error = null!; return true; }
    public static EdtfDate Parse(string text) => new();
    public bool Equals(EdtfDate? other) => other?.Text == Text;
    public override bool Equals(object? obj) => Equals(obj as EdtfDate);
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
