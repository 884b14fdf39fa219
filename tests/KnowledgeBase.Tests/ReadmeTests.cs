using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests;

/// <summary>What README shows is what the server answers.</summary>
public sealed partial class ReadmeTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task The_question_in_README_has_the_answer_in_README()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Contract.Folder, "..", "README.md"), TestContext.Current.CancellationToken);
        var shown = QuestionAndAnswer().Match(readme.ReplaceLineEndings("\n"));
        Assert.True(shown.Success);
        (await server.Ask(shown.Groups["question"].Value)).Is(shown.Groups["answer"].Value);
    }

    [GeneratedRegex(@"```graphql\n(?<question>.*?)```\s+```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex QuestionAndAnswer();
}
