using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>An event that an erasure touches.</summary>
internal sealed record ScopedEvent(LogEvent Event, RedactionDepth Depth);

/// <param name="Members">The subject and, where entities were merged, every one that is the same by now.</param>
/// <param name="Events">What is about them.</param>
internal sealed record SubjectScope(IReadOnlyList<Guid> Members, List<ScopedEvent> Events);

/// <summary>
/// Finds what an erasure touches, in the log itself. It reads all of it once or twice: erasures are rare, and must not depend on
/// what the read model makes of the log.
/// </summary>
internal sealed class ErasureScope(NpgsqlConnection connection)
{
    private static readonly string ClaimAssertedName = EventNames.All[typeof(ClaimAsserted)];
    private static readonly string[] MergeNames = [EventNames.All[typeof(EntityMerged)], EventNames.All[typeof(EntityUnmerged)]];

    /// <summary>
    /// What is about the subject: of a person or diplomat, all that was recorded of it and of the claims about it; of a source, all
    /// that was recorded of it, and the words of the claims that it made and of the citations of it.
    /// </summary>
    public async Task<SubjectScope> SubjectAsync(EraseSubject command, CancellationToken cancellation) =>
        command.EntityId is { } entity ? await EntityAsync(entity, cancellation) : new([command.SubjectId], await SourceAsync(command, cancellation));

    private async Task<SubjectScope> EntityAsync(Guid entity, CancellationToken cancellation)
    {
        var members = await MembersAsync(entity, cancellation);
        var ids = members.Select(Text).ToArray();
        var own = await LogEvents.ReadAsync(connection, "v.stream_id = any($1)", cancellation, members.ToArray());
        var claims = await ClaimsAsync("v.data ->> 'subjectId' = any($1)", ids, cancellation);
        // Judgements on the pair with another one, and merges that were undone.
        var pairs = await LogEvents.ReadAsync(
            connection, "(v.data ->> 'firstEntityId' = any($1) or v.data ->> 'secondEntityId' = any($1) or v.data ->> 'survivorId' = any($1))", cancellation, (object)ids);
        return new(members,
        [
            .. own.Concat(claims).Select(e => new ScopedEvent(e, RedactionDepth.Whole)), .. pairs.Select(e => new ScopedEvent(e, RedactionDepth.Words)),
        ]);
    }

    /// <summary>The entity and all that it is one with: absorbed by it, or absorbing it, over whatever others.</summary>
    private async Task<IReadOnlyList<Guid>> MembersAsync(Guid entity, CancellationToken cancellation)
    {
        var survivors = new Dictionary<Guid, Guid>();
        foreach (var e in await LogEvents.ReadAsync(connection, "v.type = any($1)", cancellation, (object)MergeNames))
        {
            if (e.Data is EntityMerged merged) survivors[merged.EntityId] = merged.SurvivorId;
            else survivors.Remove(e.Stream);
        }

        var members = new HashSet<Guid> { entity };
        for (var before = 0; before < members.Count;)
        {
            before = members.Count;
            foreach (var (absorbed, survivor) in survivors)
            {
                if (members.Contains(absorbed) || members.Contains(survivor)) members.UnionWith([absorbed, survivor]);
            }
        }

        return [entity, .. members.Where(m => m != entity).Order()];
    }

    private async Task<List<ScopedEvent>> SourceAsync(EraseSubject command, CancellationToken cancellation)
    {
        var own = await LogEvents.ReadAsync(connection, "v.stream_id = $1", cancellation, command.SubjectId);
        var pairs = await LogEvents.ReadAsync(connection, "$1 in (v.data ->> 'firstSourceId', v.data ->> 'secondSourceId')", cancellation, Text(command.SubjectId));
        var citations = await LogEvents.ReadAsync(connection, "v.data ->> 'citedId' = $1", cancellation, Text(command.SubjectId));
        var said = await ClaimsAsync($"v.type = '{ClaimAssertedName}' and v.data ->> 'sourceId' = any($1)", [Text(command.SubjectId)], cancellation);
        return
        [
            .. own.Concat(pairs).Select(e => new ScopedEvent(e, RedactionDepth.Whole)),
            .. citations.Concat(said).Select(e => new ScopedEvent(e, RedactionDepth.Words)),
        ];
    }

    /// <summary>The further events, and every assertion of the same text value of the same fact: they would still tell it.</summary>
    public async Task<List<ScopedEvent>> FurtherAsync(IReadOnlyList<long> positions, CancellationToken cancellation)
    {
        if (positions.Count == 0) return [];
        var chosen = await LogEvents.ReadAsync(connection, "v.seq_id = any($1)", cancellation, positions.ToArray());
        var told = chosen.Select(e => e.Data).OfType<ClaimAsserted>().Where(c => c.Value is TextValue).Select(ValueOf).ToHashSet();
        if (told.Count > 0)
        {
            var same = await LogEvents.ReadAsync(
                connection, $"v.type = '{ClaimAssertedName}' and v.data ->> 'subjectId' = any($1) and v.data ->> 'property' = any($2)", cancellation,
                told.Select(t => Text(t.Subject)).Distinct().ToArray(), told.Select(t => t.Property).Distinct().ToArray());
            chosen.AddRange(same.Where(e => e.Data is ClaimAsserted { Value: TextValue } c && told.Contains(ValueOf(c))));
        }

        // Asserted anew after a withdrawal: the same words once more.
        chosen.AddRange(await LogEvents.ReadAsync(
            connection, $"v.stream_id = any($1) and v.type = '{ClaimAssertedName}'", cancellation, chosen.Where(e => e.Data is ClaimAsserted).Select(e => e.Stream).Distinct().ToArray()));

        return [.. chosen.Select(e => new ScopedEvent(e, RedactionDepth.WordsAndValues))];
    }

    /// <summary>All events of claims.</summary>
    private Task<List<LogEvent>> ClaimsAsync(string asserted, string[] ids, CancellationToken cancellation) => LogEvents.ReadAsync(
        connection, $"v.stream_id = any(array(select v.stream_id from log.mt_events v where {asserted}))", cancellation, (object)ids);

    private static (Guid Subject, string Property, string Value) ValueOf(ClaimAsserted c) => (c.SubjectId, c.Property, c.Value!.Identity);

    private static string Text(Guid id) => id.ToString("D");
}
