using System.Net.Sockets;
using System.Runtime.InteropServices;
using KnowledgeBase.Exchange;
using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Postgres;
using Microsoft.AspNetCore.Connections;

namespace KnowledgeBase.Server;

/// <summary>What ends the server, and what can go wrong before it listens.</summary>
internal static class Startup
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    /// <summary>Ctrl-C, SIGTERM and a closed terminal end the work in order, at any moment of it, so that no PostgreSQL is left behind.</summary>
    public static async Task RunUntilSignalled(Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        var registrations = Signals.Select(signal => PosixSignalRegistration.Create(signal, Cancel)).ToList();
        try
        {
            await work(stop.Token);
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>What the person who started it can do something about; the whole exception when it is none of that.</summary>
    public static string Explain(Exception e) => e switch
    {
        ConfigurationException or TrustedDocumentsException or LocalPostgresException or SeedException => e.Message,
        OperationCanceledException => "Stopped before it was started.",
        IOException { InnerException: AddressInUseException } => $"{e.Message} Choose another address with --urls http://127.0.0.1:PORT.",
        SocketException => $"The server cannot listen at the address that urls gives: {e.Message}.",
        _ => e.ToString(),
    };
}
