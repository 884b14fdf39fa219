using Npgsql;

namespace KnowledgeBase.Store.Recording;

/// <summary>Who recorded what stands in the log. It never changes, so it can be asked before a decision is made.</summary>
public sealed class Authorship(NpgsqlDataSource database)
{
    /// <returns>The actor; null when there is no such claim.</returns>
    public Task<string?> OfClaimAsync(Guid claim, CancellationToken cancellation) =>
        ReadAsync("select user_name from log.mt_events where stream_id = $1 and type = 'claim_asserted.v1' order by version limit 1", cancellation, claim);

    /// <returns>The actor who recorded it last; null when there is no such citation.</returns>
    public Task<string?> OfCitationAsync(Guid source, Guid cited, CancellationToken cancellation) => ReadAsync(
        "select user_name from log.mt_events where stream_id = $1 and type = 'source_cited.v1' and data ->> 'citedId' = $2 order by version desc limit 1",
        cancellation, source, cited.ToString("D"));

    private async Task<string?> ReadAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}
