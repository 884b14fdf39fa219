using System.Net;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Server;

/// <summary>The setting <c>urls</c>: addresses separated by semicolons.</summary>
public static class ListeningAddresses
{
    /// <exception cref="ConfigurationException">One of them is not of the form scheme://host:port.</exception>
    public static void Check(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url)) throw new ConfigurationException($"urls has “{url}”, which is not of the form http://127.0.0.1:5080.");
        }
    }

    /// <summary>Whether nobody on another machine reaches an address that the server listens at.</summary>
    public static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
