using FcGen;
using Spectre.Console;

namespace Digits;

/// <summary>Shows the progress of training: a progress bar on a terminal, one line per epoch otherwise.</summary>
internal static class TrainingDisplay
{
    /// <summary>The width of the bar. The percentage and the metrics also fit a terminal of 80 columns.</summary>
    private const int BarWidth = 24;

    public static void Show(IAnsiConsole console, int epochs, Action<IProgress<FitProgress>> train)
    {
        if (console.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            console.Progress()
                .Columns(new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
                .Start(context => train(new Bar(context.AddTask("starting", maxValue: epochs))));
        }
        else
        {
            train(new Lines(console));
        }
    }

    private static string Describe(FitProgress progress, EvaluationResult? validation) =>
        $"epoch {progress.Epoch,3}/{progress.Epochs}  loss {progress.Loss:F4}"
        + (validation is { } result ? $"  test accuracy {result.Accuracy:P2}" : "");

    private sealed class Bar(ProgressTask task) : IProgress<FitProgress>
    {
        private EvaluationResult? _validation;

        public void Report(FitProgress value)
        {
            _validation = value.Validation ?? _validation;
            task.Value = value.Epoch - 1 + ((double)value.Batch / value.Batches);
            task.Description = Describe(value, _validation);
        }
    }

    private sealed class Lines(IAnsiConsole console) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Validation is not null)
            {
                console.WriteLine(Describe(value, value.Validation));
            }
        }
    }
}
