using Spectre.Console;

namespace FcGen.Benchmarks;

/// <summary>Shows how far a measurement is.</summary>
internal static class Progress
{
    /// <summary>Whether nobody watches, or nothing can be drawn.</summary>
    public static bool IsPlain => Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs work that reports the share that is done, with a progress bar if somebody watches.</summary>
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

            // Drawn between rounds and not by a timer, whose thread would disturb what is measured.
            work(done =>
            {
                task.Value = done;
                context.Refresh();
            });
        });
    }
}
