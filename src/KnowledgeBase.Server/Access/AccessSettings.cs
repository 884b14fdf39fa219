using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace KnowledgeBase.Server.Access;

/// <summary>The section <c>KnowledgeBase:Access</c>, and what has to be said in <c>Authentication:Schemes:Bearer</c>, which ASP.NET Core reads.</summary>
internal static class AccessSettings
{
    /// <summary>Where ASP.NET Core reads of the provider of tokens.</summary>
    public const string Bearer = $"Authentication:Schemes:{JwtBearerDefaults.AuthenticationScheme}";

    /// <summary>The keys, from <c>KnowledgeBase</c> on.</summary>
    public static IEnumerable<string> Keys => [Reads, Role, Name];

    private const string Reads = "Access:AnonymousReads";
    private const string Role = "Access:RoleClaim";
    private const string Name = "Access:NameClaim";

    /// <exception cref="ConfigurationException">A value is not of its form.</exception>
    public static AccessOptions From(IConfiguration configuration)
    {
        RequireAudience(configuration);
        var section = configuration.GetSection("KnowledgeBase");
        var defaults = new AccessOptions();
        return new()
        {
            AnonymousReads = Flag(section[Reads], defaults.AnonymousReads),
            RoleClaim = Text(section[Role]) ?? defaults.RoleClaim,
            NameClaim = Text(section[Name]) ?? defaults.NameClaim,
        };
    }

    private static bool Flag(string? text, bool otherwise) => Text(text) switch
    {
        null => otherwise,
        { } given when bool.TryParse(given, out var flag) => flag,
        { } given => throw new ConfigurationException($"KnowledgeBase:{Reads} is true or false, not “{given}”."),
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // ASP.NET Core would take tokens that the provider made for any other program.
    private static void RequireAudience(IConfiguration configuration)
    {
        var bearer = configuration.GetSection(Bearer);
        if (!bearer.Exists() || Text(bearer["ValidAudience"]) is not null || bearer.GetSection("ValidAudiences").GetChildren().Any(c => Text(c.Value) is not null)) return;
        throw new ConfigurationException($"{Bearer}:ValidAudiences is missing: the audience (the client id) that the provider's tokens for this server have.");
    }
}
