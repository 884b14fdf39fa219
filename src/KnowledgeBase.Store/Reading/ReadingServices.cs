using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Reading.Identity;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Reading.Sums;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Store.Reading;

public static class ReadingServices
{
    /// <summary>Adds the query classes. Needs an <see cref="Npgsql.NpgsqlDataSource"/> and Marten's store.</summary>
    public static IServiceCollection AddKnowledgeBaseReading(this IServiceCollection services) => services
        .AddSingleton<ReadDatabase>()
        .AddSingleton<EntityQueries>()
        .AddSingleton<SourceQueries>()
        .AddSingleton<ClaimQueries>()
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
        .AddSingleton<SearchQueries>()
        .AddSingleton<ErasurePreviews>();
}
