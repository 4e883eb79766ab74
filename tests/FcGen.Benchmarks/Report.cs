using System.Globalization;
using Spectre.Console;

namespace FcGen.Benchmarks;

/// <summary>All that was measured of one network.</summary>
internal sealed record NetworkResult(
    NetworkCase Network, IReadOnlyList<Measurement> Predictions, Measurement Training, FirstCallTimes Unprepared, FirstCallTimes Prepared);

/// <summary>Prints progress and results.</summary>
internal static class Report
{
    private static bool IsPlain => Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs work that reports the share that is done, with a progress bar if somebody watches.</summary>
    public static void WithProgress(string title, Action<Action<double>> work)
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

    public static void Write(Measurement peak, IReadOnlyList<NetworkResult> results)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Peak of one core: {Number(peak.GigaflopsPerSecond)} GFLOP/s, spread {Percent(peak.Nanoseconds.Spread)}");
        Console.WriteLine();

        var predictions = new TextTable("network", "samples", "ns/sample", "spread", "GFLOP/s", "of peak", "bytes");
        foreach (NetworkResult result in results)
        {
            foreach (Measurement prediction in result.Predictions)
            {
                int samples = prediction.Workload.Samples;
                predictions.Add(
                    result.Network.Name,
                    samples.ToString(CultureInfo.InvariantCulture),
                    Number(prediction.Nanoseconds.Median / samples),
                    Percent(prediction.Nanoseconds.Spread),
                    Number(prediction.GigaflopsPerSecond),
                    Percent(prediction.Share.Median),
                    Number(prediction.AllocatedBytes));
            }
        }

        predictions.Write(IsPlain);
        Console.WriteLine();

        var others = new TextTable("network", "us/step", "spread", "bytes", "first ms", "Prepare ms", "then first ms");
        foreach (NetworkResult result in results)
        {
            others.Add(
                result.Network.Name,
                Number(result.Training.Nanoseconds.Median / 1000),
                Percent(result.Training.Nanoseconds.Spread),
                Number(result.Training.AllocatedBytes),
                Number(result.Unprepared.First),
                Number(result.Prepared.Prepare),
                Number(result.Prepared.First));
        }

        others.Write(IsPlain);
        Console.WriteLine();
        Console.WriteLine("samples: 1 is Forward, more are a ForwardBatch. bytes: allocated by one call or step.");
        Console.WriteLine($"us/step: training with Trainer.Step, batch of {NetworkCase.SmallBatch}, softmax cross entropy, Adam.");
        Console.WriteLine("first ms: the first Forward of a new process; then what Prepare takes, and the first Forward after it.");
        double checksum = peak.Checksum + results.Sum(result => result.Training.Checksum + result.Predictions.Sum(prediction => prediction.Checksum));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Checksum of all outputs: {checksum:G6}"));
    }

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits, or all of the whole part.</summary>
    private static string Number(double value)
    {
        string format = Math.Abs(value) switch
        {
            0 => "0",
            < 1 => "0.000",
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
