using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests;

/// <summary>What README shows is what the server answers, when it is asked in the same order.</summary>
public sealed partial class ReadmeTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Every_question_in_README_has_the_answer_in_README()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Contract.Folder, "..", "README.md"), TestContext.Current.CancellationToken);
        var shown = QuestionAndAnswer().Matches(readme.ReplaceLineEndings("\n"));
        Assert.True(shown.Count >= 4, $"Only {shown.Count} questions.");
        // Before README records anything.
        var then = (string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!;
        foreach (Match match in shown)
        {
            var question = match.Groups["question"].Value;
            (await server.Ask(question, question.Contains("$then", StringComparison.Ordinal) ? new { then } : null)).Is(match.Groups["answer"].Value);
        }
    }

    [GeneratedRegex(@"```graphql\n(?<question>(?:(?!```).)*?)```\s+```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex QuestionAndAnswer();
}
