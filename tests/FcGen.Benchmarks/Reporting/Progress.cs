using Spectre.Console;

namespace FcGen.Benchmarks;

/// <summary>Shows the progress of a measurement.</summary>
internal static class Progress
{
    /// <summary>Whether the output is redirected or does not support drawing.</summary>
    public static bool IsPlain => Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs work that reports its completed fraction, with a progress bar on a terminal.</summary>
    public static void Show(string title, Action<Action<double>> work)
    {
        if (IsPlain)
        {
            work(_ => { });
            return;
        }

        AnsiConsole.Progress().AutoClear(true).AutoRefresh(false).Start(context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: 1);

            // The bar is drawn between rounds and not by a timer, whose thread would disturb the measurement.
            work(done =>
            {
                task.Value = done;
                context.Refresh();
            });
        });
    }
}
