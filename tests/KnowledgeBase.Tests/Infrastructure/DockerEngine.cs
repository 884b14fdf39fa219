using System.Net.Sockets;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>Whether a Docker engine answers, found out in a second: Testcontainers itself would wait much longer.</summary>
internal static class DockerEngine
{
    public static async Task<bool> AnswersAsync()
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } given ? given : "unix:///var/run/docker.sock");
        if (host.Scheme is not ("unix" or "tcp" or "http" or "https")) return false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            using var socket = host.Scheme == "unix" ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (host.Scheme == "unix") await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.LocalPath), patience.Token);
            else await socket.ConnectAsync(host.Host, host.Port, patience.Token);
            await socket.SendAsync("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"u8.ToArray(), patience.Token);
            var answer = new byte[15];
            var length = await socket.ReceiveAsync(answer, patience.Token);
            return System.Text.Encoding.ASCII.GetString(answer, 0, length).Contains("200", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
