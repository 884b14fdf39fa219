using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.GraphQL.Queries;
using KnowledgeBase.GraphQL.Subscriptions;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL;

/// <summary>The schema; printed to schema/knowledgebase.graphql, where a test holds it.</summary>
public sealed class KnowledgeBaseSchema : Schema
{
    public KnowledgeBaseSchema(IServiceProvider services)
        : base(services)
    {
        Description = "Who says what about whom, citing whom: claims, and what follows from them.";
        PublishedSchema.Prepare(this);
        Query = services.GetRequiredService<QueryType>();
        Mutation = services.GetRequiredService<MutationRoot>();
        Subscription = services.GetRequiredService<SubscriptionRoot>();
        this.RegisterTypes(typeof(IndividualInterface));
        // One fact and one alternative for each shape of value that the registry knows.
        foreach (var shape in FactShape.All)
        {
            RegisterType(new FactType(shape));
            RegisterType(new AlternativeType(shape));
        }
    }
}
