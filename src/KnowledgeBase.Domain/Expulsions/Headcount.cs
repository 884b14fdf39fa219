using System.Diagnostics.CodeAnalysis;
namespace KnowledgeBase.Domain.Expulsions;
public sealed record Headcount(int Min, int? Max, string Text)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Headcount? value, [NotNullWhen(false)] out string? error) { value = new(1, 1, text!); error = null!; return true; }
}
