using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>
/// How many requests a client may send: somebody who is logged in by name, everybody else by the address of the connection (never by what a
/// header says of it).
/// </summary>
internal static class RequestRates
{
    public const string Policy = "graphql";

    public static void Configure(RateLimiterOptions options, LimitOptions limits)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected);
        options.AddPolicy(Policy, context => BucketOf(context, limits));
    }

    /// <summary>The same for operations that come as messages over one connection.</summary>
    public static PartitionedRateLimiter<HttpContext> ForMessages(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(context => BucketOf(context, limits));

    /// <summary>Who somebody is, as far as limits go.</summary>
    public static string ClientOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true } identity
        ? $"name {identity.Name}"
        : $"address {Network(context.Connection.RemoteIpAddress)}";

    private static RateLimitPartition<string> BucketOf(HttpContext context, LimitOptions limits) => context.User.Identity is { IsAuthenticated: true }
        ? Bucket(ClientOf(context), limits.RequestsPerSecond, limits.RequestBurst)
        : Bucket(ClientOf(context), limits.AnonymousRequestsPerSecond, limits.AnonymousRequestBurst);

    private static RateLimitPartition<string> Bucket(string client, int perSecond, int burst) => perSecond == 0
        ? RateLimitPartition.GetNoLimiter("none")
        : RateLimitPartition.GetTokenBucketLimiter(client, _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    // One subscriber of an IPv6 network has at least 2^64 addresses.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string mediaType;
        try
        {
            mediaType = MediaTypes.Negotiate(context.Request);
        }
        catch (TransportException)
        {
            // It accepts neither; how much it sends is what it has to know first.
            mediaType = MediaTypes.Json;
        }

        var error = new KnowledgeBaseError(ErrorCodes.RateLimited, "Too many requests. Try again after the seconds of Retry-After.");
        return context.RequestServices.GetRequiredService<AnswerWriter>().WriteAsync(context, mediaType, new ExecutionResult(error), StatusCodes.Status429TooManyRequests);
    }
}
