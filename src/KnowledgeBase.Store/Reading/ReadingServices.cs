using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Reading.Bulk;
using KnowledgeBase.Store.Reading.Identity;
using KnowledgeBase.Store.Reading.Known;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Reading.Sums;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Store.Reading;

public static class ReadingServices
{
    /// <summary>Adds the query classes. Needs <see cref="StoreSettings"/>.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="statementTimeout">Longest that one of their statements may take in PostgreSQL; none when null.</param>
    public static IServiceCollection AddKnowledgeBaseReading(this IServiceCollection services, TimeSpan? statementTimeout = null) => services
        .AddSingleton(provider => ReadDatabase.Open(provider.GetRequiredService<StoreSettings>(), statementTimeout ?? TimeSpan.Zero))
        .AddSingleton<ModelStates>()
        .AddSingleton<EntityQueries>()
        .AddSingleton<SourceQueries>()
        .AddSingleton<KnownSourceQueries>()
        .AddSingleton<ClaimQueries>()
        .AddSingleton<SnapshotQueries>()
        .AddSingleton<FactQueries>()
        .AddSingleton<LineageQueries>()
        .AddSingleton<ChangeQueries>()
        .AddSingleton<StoryQueries>()
        .AddSingleton<EffectQueries>()
        .AddSingleton<AcceptedValueQueries>()
        .AddSingleton<OriginQueries>()
        .AddSingleton<StatisticsQueries>()
        .AddSingleton<ExchangeQueries>()
        .AddSingleton<IdentityQueries>()
        .AddSingleton<IdentityCandidateQueries>()
        .AddSingleton<BulkQueries>()
        .AddSingleton<BulkOriginQueries>()
        .AddSingleton<SearchQueries>()
        .AddSingleton<ErasurePreviews>();
}
