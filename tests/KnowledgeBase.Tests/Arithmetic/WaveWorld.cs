using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>
/// A wave within an affair, with aggregates and their parts, told part by part before the aggregates. Tests must not change it.
/// </summary>
public sealed class WaveWorld(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var facts = new Facts().Paper("paper", "other").Countries("FR", "DE", "US", "GB", "RU").Organisations("eu", "nato").Episodes("affair", "wave", "empty")
            .Register("eu-ru", "nato-ru", "west-ru", "fr-ru", "de-ru", "us-ru", "gb-ru", "us-ru-2", "fr-ru-2", "gb-ru-2", "de-ru-2", "fr-ru-3");
        await facts.RecordAsync(Recorder);

        await facts
            .Tell("fr-ru", "FR-RU", "4", "2018-03-26", ["eu-ru", "nato-ru", "episode:wave", "episode:affair"])
            .Tell("de-ru", "DE-RU", "5 to 6", "2018-03-26/2018-04-01", ["eu-ru"])
            .Tell("us-ru", "US-RU", "60", "2018-03-26", ["west-ru", "episode:wave"])
            .Tell("gb-ru", "GB-RU", "23", "2018-03-14", ["west-ru"]).Say("gb-ru", "headcount", Facts.Number("16"), "other")
            .RecordAsync(Recorder);
        await facts
            .Tell("eu-ru", "eu-RU", "30", "2018-03", ["episode:wave"])
            .Tell("nato-ru", "nato-RU", "20", "2018-03-27")
            .Tell("west-ru", "-RU", null, "2018", ["episode:wave"])
            .Tell("us-ru-2", "US-RU", "100", "2018-03-26", ["episode:wave"], status: "PROPOSED")
            .Tell("fr-ru-2", "FR-RU", "50", "2018-03-26", ["episode:wave"], status: "REJECTED")
            .RecordAsync(Recorder);
        // Neither in the wave nor with a certain year.
        await facts
            .Tell("gb-ru-2", "GB-RU", null, "2022-05~")
            .Tell("de-ru-2", "DE-RU", "2")
            .Tell("fr-ru-3", "FR-RU", "1", "2021-12-30/2022-01-02")
            .SayOfEpisode("wave", "partOf", Facts.Entity("episode:affair"))
            .SayOfEpisode("wave", "statedTotal", Facts.Number("over 100"), "other").SayOfEpisode("wave", "statedTotal", Facts.Number("110"))
            .SayOfEpisode("wave", "statedTotal", Facts.Number("120")).SayOfEpisode("wave", "statedTotal", Facts.Number("100 to 115"))
            .SayOfEpisode("wave", "partyCount", new NumberValue(4)).SayOfEpisode("wave", "expellingParty", Facts.Party("nato"))
            .SayOfEpisode("empty", "statedTotal", Facts.Number("7"))
            .RecordAsync(Recorder);
    }
}
