using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests;

/// <summary>What README shows is what the server answers.</summary>
public sealed partial class ReadmeTests(SeededServer server) : IClassFixture<SeededServer>
{
    public static TheoryData<string, string> Questions { get; } = [.. Shown().Select(m => (m.Groups["question"].Value, m.Groups["answer"].Value))];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_in_README_has_the_answer_in_README(string question, string answer) => (await server.Ask(question)).Is(answer);

    private static MatchCollection Shown() => QuestionAndAnswer().Matches(File.ReadAllText(Path.Combine(Contract.Folder, "..", "README.md")).ReplaceLineEndings("\n"));

    [GeneratedRegex(@"```graphql\n(?<question>.*?)```\s+```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex QuestionAndAnswer();
}
