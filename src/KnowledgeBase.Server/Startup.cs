using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace KnowledgeBase.Server;

/// <summary>What can go wrong before the server listens.</summary>
internal static class Startup
{
    /// <summary>Ctrl-C and SIGTERM end the work in order, so that no PostgreSQL is left behind; afterwards the host sees to them.</summary>
    public static async Task<T> CancelledBySignals<T>(Func<CancellationToken, Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return await work(stop.Token);

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    public static bool IsAddressInUse(Exception e) => e is IOException { InnerException: AddressInUseException };

    public static string Explain(Exception e) => IsAddressInUse(e)
        ? $"{e.Message} Choose another address with --urls http://127.0.0.1:PORT."
        : e.Message;
}
