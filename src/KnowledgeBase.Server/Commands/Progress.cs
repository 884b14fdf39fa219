using System.Diagnostics;
using Spectre.Console;

namespace KnowledgeBase.Server.Commands;

/// <param name="What">Is being done, in a word or two.</param>
/// <param name="Of">Null while nobody knows.</param>
internal sealed record Step(string What, long Done, long? Of);

/// <summary>How far something has got: a bar with rate and time left on a terminal, a line now and then elsewhere. On the error output: the other one is for data.</summary>
internal static class Progress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task<T> ShowAsync<T>(Func<Action<Step>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive ? await LinesAsync(work) : await BarAsync(console, work);
    }

    private static Task<T> BarAsync<T>(IAnsiConsole console, Func<Action<Step>, Task<T>> work) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferlessSpeedColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(context =>
        {
            ProgressTask? task = null;
            return work(step =>
            {
                if (task?.Description != step.What)
                {
                    task?.StopTask();
                    task = context.AddTask(Markup.Escape(step.What));
                }

                task.IsIndeterminate = step.Of is null;
                task.MaxValue = Math.Max(1, step.Of ?? step.Done + 1);
                task.Value = step.Done;
            });
        });

    private static async Task<T> LinesAsync<T>(Func<Action<Step>, Task<T>> work)
    {
        var (clock, what, last, begun) = (Stopwatch.StartNew(), "", TimeSpan.Zero, TimeSpan.Zero);
        return await work(step =>
        {
            if (step.What != what) (what, begun) = (step.What, clock.Elapsed);
            else if (clock.Elapsed - last < Interval) return;
            last = clock.Elapsed;
            var rate = step.Done / Math.Max(0.001, (clock.Elapsed - begun).TotalSeconds);
            var left = step.Of is { } of && rate > 0 && step.Done > 0 ? $", {(of - step.Done) / rate:N0} s left" : "";
            Console.Error.WriteLine(clock.Elapsed - begun > Interval ? $"{step.What}: {step.Done:N0}{(step.Of is { } all ? $" of {all:N0}" : "")} ({rate:N0}/s{left})" : $"{step.What} …");
        });
    }

    /// <summary>Things a second.</summary>
    private sealed class TransferlessSpeedColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? $"{speed:N0}/s" : "");
    }
}
