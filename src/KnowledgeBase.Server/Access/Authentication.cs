using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace KnowledgeBase.Server.Access;

/// <summary>The ways to sign in: a token of an OpenID provider, or a key of our own.</summary>
internal static class Authentication
{
    private const string Either = "Either";

    public static void AddKnowledgeBaseAuthentication(this IServiceCollection services, AccessOptions access)
    {
        services.AddSingleton<LocalSignIn>();
        services.AddSingleton<KnownKeys>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, policy => policy.ForwardDefaultSelector = context => SentKeys.IsIn(context.Request) ? KeyAuthentication.Scheme : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Scheme, null)
            .AddJwtBearer(options => ProviderTokens.Configure(options, access));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IConfiguration>((options, configuration) => ProviderTokens.ConfigureAlgorithms(options, configuration.GetSection(AccessSettings.Bearer)));
    }
}
