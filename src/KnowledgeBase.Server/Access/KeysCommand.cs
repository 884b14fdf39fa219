using System.Globalization;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.Postgres;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Access;

namespace KnowledgeBase.Server.Access;

/// <summary><c>keys create</c>, <c>keys list</c> and <c>keys revoke</c>: API keys, from the command line, also while the server runs.</summary>
/// <remarks>Ends with 0; with 1 when it cannot be done; with 2 when it is not understood. A new key alone goes to the output, so that it can be piped.</remarks>
internal static class KeysCommand
{
    public const string Usage = """
        keys create --name NAME --role ROLE [--days DAYS]   makes a key and shows it, once
        keys list                                           shows all keys, without the keys themselves
        keys revoke NAME-OR-ID                              makes a key good for nothing

        ROLE is reader, contributor, curator or administrator; with DAYS the key expires.
        Settings of the server may follow, such as --ConnectionStrings:KnowledgeBase=… or --KnowledgeBase:DataDirectory=….
        """;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        KeysArguments given;
        try
        {
            given = KeysArguments.Read(arguments);
        }
        catch (FormatException e)
        {
            await errors.WriteLineAsync($"{e.Message}\n\n{Usage}");
            return 2;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. given.Settings], ContentRootPath = AppContext.BaseDirectory });
        var options = ServerOptions.From(builder.Configuration, AppContext.BaseDirectory);
        if (options.ConnectionString is not null) await GivenPostgres.CheckAsync(options.ConnectionString, cancellation);
        using var logging = LoggerFactory.Create(l => l.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        await using var local = options.ConnectionString is null ? await LocalPostgres.JoinOrStartAsync(options.LocalPostgres, logging.CreateLogger("KnowledgeBase"), cancellation) : null;
        await using var database = StoreRegistration.DataSource(options.ConnectionString ?? local!.ConnectionString);
        var keys = new ApiKeys(database);
        await keys.PrepareAsync(cancellation);
        return given.Verb switch
        {
            KeysVerb.Create => await CreateAsync(keys, given, output, errors, cancellation),
            KeysVerb.Revoke => await RevokeAsync(keys, given.Name!, errors, cancellation),
            _ => await ListAsync(keys, output, cancellation),
        };
    }

    private static async Task<int> CreateAsync(ApiKeys keys, KeysArguments given, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        DateTimeOffset? expires = given.Days is { } days ? DateTimeOffset.UtcNow.AddDays(days) : null;
        if (await keys.CreateAsync(given.Name!, Principals.NameOf(given.Role!.Value), expires, cancellation) is not { } secret)
        {
            await errors.WriteLineAsync($"There is a key named {given.Name} already. Revoke it first, or choose another name.");
            return 1;
        }

        await errors.WriteLineAsync($"The key of {given.Name} ({Principals.NameOf(given.Role.Value)}{(expires is null ? "" : $", until {Time(expires)}")}). It is not shown again.");
        await output.WriteLineAsync(secret);
        return 0;
    }

    private static async Task<int> ListAsync(ApiKeys keys, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync("id\tname\trole\tcreated\texpires\trevoked");
        await foreach (var key in keys.ListAsync(cancellation))
        {
            await output.WriteLineAsync($"{key.Id}\t{key.Name}\t{key.Role}\t{Time(key.CreatedAt)}\t{Time(key.ExpiresAt)}\t{Time(key.RevokedAt)}");
        }

        return 0;
    }

    private static async Task<int> RevokeAsync(ApiKeys keys, string nameOrId, TextWriter errors, CancellationToken cancellation)
    {
        if (await keys.RevokeAsync(nameOrId, cancellation) is not { } revoked)
        {
            await errors.WriteLineAsync($"There is no key {nameOrId} that could be revoked.");
            return 1;
        }

        await errors.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Revoked {revoked.Id}, the key of {revoked.Name}. A server that used it just now lets it in for {KnownKeys.Memory.TotalSeconds:0} s more at most."));
        return 0;
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
