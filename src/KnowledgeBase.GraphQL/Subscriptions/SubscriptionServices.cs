using KnowledgeBase.GraphQL.Subscriptions.WebSockets;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Subscriptions;

internal static class SubscriptionServices
{
    public static IServiceCollection AddGraphQLSubscriptions(this IServiceCollection services) => services
        .AddSingleton<ChangeFeed>()
        .AddSingleton<EntityFeed>()
        .AddSingleton<OpenConnections>()
        .AddSingleton<SubscriptionRunner>()
        .AddSingleton<CredentialCheck>()
        .AddTransient<SignedIn>()
        .AddSingleton<SocketAuthentication>()
        .AddSingleton<WebSocketEndpoint>()
        .AddSingleton<EventStream>();
}
