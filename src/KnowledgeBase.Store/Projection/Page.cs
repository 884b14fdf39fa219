using KnowledgeBase.Store.ReadModel;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>What a page of events touches, as it stood before and as the page leaves it.</summary>
internal sealed class Page
{
    public Identities Identities { get; } = new();

    public FactHistory FactHistory { get; } = new();

    public VersionedTable<Guid, ClaimRow> Claims { get; } = new(r => r.Id);

    public VersionedTable<(Guid Subject, short Property, string Slot), FactRow> Facts { get; } = new(r => (r.Subject, r.Property, r.Slot));

    public VersionedTable<Guid, ExpulsionRow> Expulsions { get; } = new(r => r.Id);

    public SourceGraph Sources { get; } = new();

    public ClaimIndex ClaimIndex { get; } = new();

    public void Write(IDocumentOperations operations)
    {
        Tables.Entities.Write(operations, Identities.Rows);
        Tables.Merges.Write(operations, Identities.Merges);
        Tables.IdentityJudgements.Write(operations, Identities.Judgements);
        Tables.Sources.Write(operations, Sources.Rows);
        Tables.Citations.Write(operations, Sources.Citations);
        Tables.Independence.Write(operations, Sources.Judgements);
        Tables.Claims.Write(operations, Claims);
        Tables.Facts.Write(operations, Facts);
        Tables.Expulsions.Write(operations, Expulsions);
    }

    /// <summary>Into the read model of a schema, in the connection's transaction: the same rows, as fast as PostgreSQL takes them.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await CopyClaimsAsync(connection, schema, cancellation);
        await CopyRestAsync(connection, schema, cancellation);
    }

    /// <summary>Of <see cref="CopyAsync"/>, about one half of the work.</summary>
    public Task CopyClaimsAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation) => Tables.Claims.CopyAsync(connection, schema, Claims, cancellation);

    /// <summary>The other half.</summary>
    public async Task CopyRestAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await Tables.Entities.CopyAsync(connection, schema, Identities.Rows, cancellation);
        await Tables.Merges.CopyAsync(connection, schema, Identities.Merges, cancellation);
        await Tables.IdentityJudgements.CopyAsync(connection, schema, Identities.Judgements, cancellation);
        await Tables.Sources.CopyAsync(connection, schema, Sources.Rows, cancellation);
        await Tables.Citations.CopyAsync(connection, schema, Sources.Citations, cancellation);
        await Tables.Independence.CopyAsync(connection, schema, Sources.Judgements, cancellation);
        await Tables.Facts.CopyAsync(connection, schema, Facts, cancellation);
        await Tables.Expulsions.CopyAsync(connection, schema, Expulsions, cancellation);
    }
}

/// <summary>Finds the claims of a fact and the facts that rest on a source.</summary>
internal sealed class ClaimIndex
{
    private readonly Dictionary<(Guid Subject, short Property), HashSet<Guid>> byFact = [];
    private readonly Dictionary<Guid, HashSet<(Guid Subject, short Property)>> factsBySource = [];
    private readonly Dictionary<Guid, HashSet<Guid>> byEntity = [];
    private readonly Dictionary<Guid, HashSet<short>> properties = [];

    public void Add(ClaimRow claim)
    {
        var fact = (claim.Subject, claim.Property);
        Add(byFact, fact, claim.Id);
        Add(properties, claim.Subject, claim.Property);
        Add(factsBySource, claim.Source, fact);
        foreach (var source in claim.AttributedTo.Chains.SelectMany(c => c)) Add(factsBySource, source, fact);
        Add(byEntity, claim.RecordedSubject, claim.Id);
        if (claim.RecordedValue is { } value) Add(byEntity, value, claim.Id);
    }

    /// <summary>The claim now belongs to another fact. The fact that it belonged to is still looked at when its sources change, in vain.</summary>
    public void Move(ClaimRow before, ClaimRow after)
    {
        byFact[(before.Subject, before.Property)].Remove(before.Id);
        Add(after);
    }

    /// <summary>Claims that were recorded about the entity, or with it as their value.</summary>
    public IEnumerable<Guid> Naming(Guid entity) => byEntity.GetValueOrDefault(entity) ?? [];

    /// <summary>The properties on which there are, or were, claims about the entity.</summary>
    public IEnumerable<short> PropertiesOf(Guid subject) => properties.GetValueOrDefault(subject) ?? [];

    public IEnumerable<Guid> ClaimsOf(Guid subject, short property) => byFact.GetValueOrDefault((subject, property)) ?? [];

    /// <summary>Facts with a claim by the source, or attributed to it.</summary>
    public IEnumerable<(Guid Subject, short Property)> FactsOf(Guid source) => factsBySource.GetValueOrDefault(source) ?? [];

    private static void Add<TKey, TItem>(Dictionary<TKey, HashSet<TItem>> index, TKey key, TItem item)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var items)) index[key] = items = [];
        items.Add(item);
    }
}
