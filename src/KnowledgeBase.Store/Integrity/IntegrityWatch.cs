using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// Verifies the log while the server runs: what is new every minute, all of it from the beginning at the start and once a day.
/// </summary>
public sealed class IntegrityWatch(NpgsqlDataSource database, TimeProvider time, ILogger<IntegrityWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WholeInterval = TimeSpan.FromDays(1);

    /// <summary>How far it was verified last, and when.</summary>
    public (Verification Verification, DateTimeOffset? At) Last { get; private set; } = (Verification.Nothing, null);

    /// <summary>Verifies what is new at once.</summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellation)
    {
        var verification = await LogVerification.ContinueAsync(database, Last.Verification, cancellation);
        if (verification.BrokenFrom is { } position && Last.Verification.BrokenFrom is null)
        {
            logger.LogCritical("The log is not as it was recorded, from position {Position} on.", position);
        }

        Last = (verification, time.GetUtcNow());
        return verification;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var whole = time.GetUtcNow();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                if (time.GetUtcNow() - whole > WholeInterval && Last.Verification.BrokenFrom is null)
                {
                    whole = time.GetUtcNow();
                    Last = (Verification.Nothing, Last.At);
                }

                await VerifyAsync(stoppingToken);
            }
            catch (NpgsqlException e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(ToldException.Of(e), "The log could not be verified now; trying again in a minute.");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await Wait(timer, stoppingToken));
    }

    private static async Task<bool> Wait(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
