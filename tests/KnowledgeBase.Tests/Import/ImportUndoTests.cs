using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

public sealed class ImportUndoTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Before = """
        {"record":"entity","kind":"ORGANISATION","key":"undo","label":"An organisation"}
        {"record":"entity","kind":"ORGANISATION","key":"undo2","label":"The same one"}
        {"record":"source","key":"undo-a","kind":"ARTICLE","title":"A"}
        {"record":"source","key":"undo-b","kind":"ARTICLE","title":"B"}
        {"record":"source","key":"undo-c","kind":"ARTICLE","title":"C"}
        {"record":"citation","source":"undo-a","cites":"undo-b","manner":"QUOTES"}
        {"record":"citation","source":"undo-a","cites":"undo-c","manner":"QUOTES"}
        {"record":"reliability","source":"undo-a","grade":"B","reason":"Before."}
        {"record":"claim","ref":"c","subject":"organisation:undo","property":"Organisation.name","value":{"text":"Old name","language":"en"},"stance":"ASSERTS","source":"undo-a"}
        {"record":"rank","claim":"c","rank":"PREFERRED","reason":"Before."}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Importer Importer => server.Services.GetRequiredService<Importer>();

    private ImportUndo Undo => server.Services.GetRequiredService<ImportUndo>();

    [Fact]
    public async Task What_it_recorded_no_longer_stands_and_what_others_recorded_does()
    {
        await ImportAsync(Before);
        var old = Identifiers.Entity(Domain.Entities.EntityKind.Organisation, "undo");
        var claim = (Guid)(await Scalar($"select stream_id from log.mt_events where type = 'claim_asserted.v1' and data ->> 'subjectId' = '{old}'"))!;
        var stood = await Standing();
        var during = $$"""
            {"record":"source","key":"undo-d","kind":"ARTICLE","title":"D"}
            {"record":"relabel","entity":"organisation:undo","label":"Another label","reason":"Now."}
            {"record":"citation","source":"undo-b","cites":"undo-c","manner":"QUOTES"}
            {"record":"citation","source":"undo-b","cites":"undo-d","manner":"QUOTES"}
            {"record":"citationRemoval","source":"undo-a","cites":"undo-c","reason":"Now."}
            {"record":"reliability","source":"undo-a","grade":"D","reason":"Now."}
            {"record":"reliability","source":"undo-b","grade":"C","reason":"Now."}
            {"record":"rank","claim":"{{claim}}","rank":"DEPRECATED","reason":"Now."}
            {"record":"withdrawal","claim":"{{claim}}","reason":"Now."}
            {"record":"identity","entities":["organisation:undo","organisation:undo2"],"verdict":"SAME","reason":"Now."}
            {"record":"merge","entity":"organisation:undo2","into":"organisation:undo","reason":"Now."}
            {"record":"claim","subject":"organisation:undo2","property":"Organisation.name","value":{"text":"New name","language":"en"},"stance":"ASSERTS","source":"undo-b"}
            """;
        var report = await ImportAsync(during);
        // Somebody else graded it since: that stays.
        await server.Recorder.RecordAsync(new("me"), [new(new GradeSource(Identifiers.Source("undo-b"), Reliability.E, "Mine."))], null, Cancel);

        var undone = await Undo.UndoAsync(report.ImportId, "curator", null, null, Cancel);
        Assert.NotNull(undone);
        Assert.Empty(undone.Refused);
        Assert.Equal(new Dictionary<string, long> { ["registrations of sources"] = 1 }, undone.Kept);
        Assert.Equal(ImportState.Undone, (await server.Services.GetRequiredService<ImportRegister>().FindAsync(report.ImportId, Cancel))!.State);

        var stands = await Standing();
        Assert.Equal(stood, stands);
        Assert.Equal("An organisation", await Scalar("select label from model.entity where key = 'undo' and until = 9223372036854775807"));
        Assert.Equal("2, 2", await Scalar("select string_agg(reliability::text, ', ') from (select reliability from model.source where key = 'undo-a' and until = 9223372036854775807 union all select 2) r"));
        Assert.Equal(5, Convert.ToInt32(await Scalar("select reliability from model.source where key = 'undo-b' and until = 9223372036854775807"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1L, await Scalar($"select count(*) from log.mt_events where type = 'entity_unmerged.v1' and causation_id = '{report.ImportId}' and user_name = 'curator'"));

        var again = await Undo.UndoAsync(report.ImportId, "curator", null, null, Cancel);
        Assert.Equal(0, again!.Events);

        // Brought once more, it is recorded anew and can be undone again.
        Assert.Equal(ImportOutcome.Recorded, (await ImportAsync(during)).Outcome);
        Assert.Empty((await Undo.UndoAsync(report.ImportId, "curator", "Wrong file.", null, Cancel))!.Refused);
        Assert.Equal(stands, await Standing());
    }

    [Fact]
    public async Task A_large_one_is_undone_page_by_page()
    {
        var report = await ImportAsync(Files.Text(Files.Chain("many", 3_000)));
        var undone = await Undo.UndoAsync(report.ImportId, "curator", null, null, Cancel);
        Assert.Empty(undone!.Refused);
        Assert.Equal(new Dictionary<string, long> { ["registrations of entities"] = 30, ["registrations of sources"] = 3_000 }, undone.Kept);
        Assert.Equal(0L, await Scalar("select count(*) from model.fact f join model.entity e on e.id = f.subject and e.key like 'many-%' and e.until = 9223372036854775807 where f.until = 9223372036854775807"));
        Assert.Equal(0L, await Scalar("select count(*) from model.citation c join model.source s on s.id = c.citing and s.key like 'many-%' where c.until = 9223372036854775807"));
    }

    [Fact]
    public async Task Nobody_undoes_what_is_not_there() => Assert.Null(await Undo.UndoAsync(Guid.NewGuid(), "curator", null, null, Cancel));

    /// <summary>Facts and citations, but for the positions of the changes that made them.</summary>
    private async Task<object?> Standing() => await Scalar("""
        select (select string_agg(f.row, E'\n' order by f.row) from (select (to_jsonb(f) - '{since,until,value_since}'::text[])::text as row from model.fact f where f.until = 9223372036854775807) f)
            || (select string_agg(c.row, E'\n' order by c.row) from (select (to_jsonb(c) - '{since,until,first_cited}'::text[])::text as row from model.citation c where c.until = 9223372036854775807) c)
        """);

    private async Task<ImportReport> ImportAsync(string text)
    {
        var report = await Importer.ImportAsync([Files.Of(text)], new("importer"), Cancel);
        Assert.Empty(report.Errors);
        return report;
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
