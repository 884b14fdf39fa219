using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.Tests.Erasure;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Export;

/// <summary>Whoever was erased is in no file, of no moment, under no name; and that something is left out is told.</summary>
public sealed class ErasedExportTests(PostgresServer postgres)
{
    [Fact]
    public async Task Nobody_who_was_erased_is_in_any_file()
    {
        await using var server = new ServerWithUsers(postgres);
        await server.InitializeAsync();
        var story = new PersonStory(server);
        await story.RecordAsync();
        var before = DateTimeOffset.UtcNow;
        var id = Domain.Ids.Identifiers.Entity(Domain.Entities.EntityKind.Person, $"{story.Token}-person").ToString("D");
        var formats = server.Services.GetServices<IExportFormat>().ToList();
        Assert.True(formats.Count >= 7);
        foreach (var format in formats)
        {
            var whole = await server.ExportAsync(format.Name);
            // Else the test would prove nothing.
            Assert.True(whole.Text.Contains(story.Token, StringComparison.Ordinal), format.Name);
        }

        await story.EraseAllAsync();

        foreach (var format in formats)
        {
            // The log is not to be had of another moment.
            foreach (var at in format is LogExport ? [null] : new DateTimeOffset?[] { null, before })
            {
                var exported = await server.ExportAsync(format.Name, at);
                Assert.True(exported.Bytes.Length > 0);
                Assert.False(exported.Text.Contains(story.Token, StringComparison.OrdinalIgnoreCase), $"{format.Name} has a word of the story.");
                // The log goes on to say that there was something, under ids.
                if (format is LogExport) continue;
                Assert.False(exported.Text.Contains(id, StringComparison.OrdinalIgnoreCase), $"{format.Name} has the person's id.");
                Assert.False(exported.Text.Contains(id.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase), $"{format.Name} has the person's key.");
                Assert.Contains(exported.Unfit, u => u.What.EndsWith(".erased", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_person_of_the_seeds_is_in_no_file()
    {
        await using var server = new SeededServerWithUsers(postgres);
        await server.InitializeAsync();
        var person = (await server.Ask("{ persons(first: 100) { nodes { key label claims { totalCount } } } }").MustBeData())["persons"]!["nodes"]!.AsArray()
            .OrderByDescending(n => (int)n!["claims"]!["totalCount"]!).First()!;
        var (key, label) = ((string)person["key"]!, (string)person["label"]!);
        var also = (await server.AskAs(PersonStory.Admin, "query($e: ID) { erasurePreview(entity: $e) { elsewhere(first: 100) { nodes { change { id } } } } }", new { e = key }).MustBeData())
            ["erasurePreview"]!["elsewhere"]!["nodes"]!.AsArray().Select(n => (string)n!["change"]!["id"]!).ToList();
        Assert.Contains(label, (await server.ExportAsync("facts-jsonl")).Text, StringComparison.Ordinal);
        var erased = await server.AskAs(
            PersonStory.Admin, "mutation($e: ID!, $also: [ID!]) { eraseSubject(input: { entity: $e, reason: \"Asked for in writing.\", alsoRedact: $also }) { errors { __typename } } }", new { e = key, also }).MustBeData();
        Assert.Empty(erased["eraseSubject"]!["errors"]!.AsArray());

        foreach (var format in server.Services.GetServices<IExportFormat>())
        {
            var exported = await server.ExportAsync(format.Name);
            Assert.False(exported.Text.Contains(label, StringComparison.OrdinalIgnoreCase), format.Name);
            if (format is not LogExport) Assert.Contains(exported.Unfit, u => u.What.EndsWith(".erased", StringComparison.Ordinal));
        }
    }

    private sealed class SeededServerWithUsers(PostgresServer postgres) : ServerWithUsers(postgres)
    {
        protected override bool WithSeeds => true;
    }
}
