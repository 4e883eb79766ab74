namespace FcGen.Benchmarks;

/// <summary>A performance target and its result.</summary>
/// <param name="Workload">The measured workload.</param>
/// <param name="Wanted">The target.</param>
/// <param name="Result">The result.</param>
/// <param name="Reached">Whether the result reaches the target; null if it could not be measured.</param>
internal sealed record Aim(string Workload, string Wanted, string Result, bool? Reached);

/// <summary>The performance targets of the project, one per line.</summary>
internal static class Aims
{
    private const double FirstCallMilliseconds = 25;
    private const double BuildMilliseconds = 1000;

    /// <summary>Evaluates the targets for all results of a run.</summary>
    public static IEnumerable<Aim> Evaluate(Results results) =>
    [
        .. OfPeak(results, "32-64-64-8", Job.Predict(1), 0.85),
        .. OfPeak(results, "64-128-10", Job.Predict(1), 0.85),
        .. Beside(results, OnnxRuntimePeer.PeerName, "4-16-3", Job.Predict(1), 20),
        .. Beside(results, OnnxRuntimePeer.PeerName, "16-32-32-4", Job.Predict(1), 20),
        .. Beside(results, OnnxRuntimePeer.PeerName, "32-64-64-8", Job.Predict(1), 20),
        .. Beside(results, OnnxRuntimePeer.PeerName, "64-128-10", Job.Predict(1), 20),
        .. OfReading(results, "784-128-10", 0.9),
        .. Beside(results, OnnxRuntimePeer.PeerName, "784-128-10", Job.Predict(1), 2.5),
        .. OfPeak(results, "784-128-10", Job.Predict(32), 0.9),
        .. OfPeak(results, "784-128-10", Job.Predict(256), 0.9),
        .. Beside(results, OnnxRuntimePeer.PeerName, "784-128-10", Job.Predict(32), 1.5),
        .. Beside(results, OnnxRuntimePeer.PeerName, "784-128-10", Job.Predict(256), 1),
        .. Beside(results, PyTorchPeer.PeerName, "784-128-10", Job.Train(32), 5),
        .. Beside(results, PyTorchPeer.PeerName, "64-128-10", Job.Train(32), 10),
        .. Beside(results, PyTorchPeer.PeerName, "4-16-3", Job.Train(32), 100),
        .. Beside(results, JobResult.OneThread, "784-512-512-10", Job.Train(256, threads: 2), 1.7),
        .. Beside(results, OnnxRuntimePeer.PeerName, "LeNet-5", Job.Predict(1), 2.1),
        .. Beside(results, OnnxRuntimePeer.PeerName, "LeNet-5", Job.Predict(32), 1.6),
        .. Beside(results, OnnxRuntimePeer.PeerName, "VGG-32-64", Job.Predict(1), 1),
        .. Beside(results, OnnxRuntimePeer.PeerName, "VGG-32-64", Job.Predict(32), 1),
        .. Beside(results, OnnxRuntimePeer.PeerName, "Conv1d-16-32", Job.Predict(1), 2.5),
        .. Beside(results, OnnxRuntimePeer.PeerName, "Conv1d-16-32", Job.Predict(32), 2.5),
        .. Beside(results, PyTorchPeer.PeerName, "LeNet-5", Job.Train(32), 3),
        .. Beside(results, PyTorchPeer.PeerName, "Conv1d-16-32", Job.Train(32), 2.5),
        .. Beside(results, PyTorchPeer.PeerName, "VGG-32-64", Job.Train(32), 1.15),
        .. Beside(results, OnnxRuntimePeer.PeerName, "LSTM-8-32", Job.Predict(1), 2.4),
        .. Beside(results, OnnxRuntimePeer.PeerName, "GRU-8-32", Job.Predict(1), 3.5),
        .. Beside(results, PyTorchPeer.PeerName, "LSTM-8-32", Job.Train(32), 1.4),
        .. Beside(results, PyTorchPeer.PeerName, "GRU-8-32", Job.Train(32), 5),
        .. PerStep(results, "NAM-A2", PeakLoop.WidthInUse == 512 ? 250 : 400),
        FirstCall(results),
        Build(results.Build),
        Edit(results.Build),
    ];

    /// <summary>Returns the targets as a table.</summary>
    public static TextTable Table(IEnumerable<Aim> aims)
    {
        var table = new TextTable(textColumns: 4, "workload", "target", "result", "reached");
        foreach (Aim aim in aims)
        {
            table.Add(aim.Workload, aim.Wanted, aim.Result, aim.Reached switch { true => "yes", false => "no", null => "not measured" });
        }

        return table;
    }

    private static IEnumerable<Aim> OfPeak(Results results, string network, Job job, double wanted) => For(
        results, network, job, $"at least {wanted:0 %} of the FMA peak, all layers", result => result.Ours.Share, wanted, Format.Percent);

    private static IEnumerable<Aim> OfReading(Results results, string network, double wanted) => For(
        results,
        network,
        Job.Predict(1),
        $"at least {wanted:0 %} of the speed of reading its weights",
        result => result.ShareOfReading,
        wanted,
        Format.Percent);

    private static IEnumerable<Aim> Beside(Results results, string peer, string network, Job job, double wanted) => For(
        results,
        network,
        job,
        $"at least {wanted} times as fast as {peer}",
        result => result.SpeedupOver(peer),
        wanted,
        Format.Number);

    /// <summary>Evaluates the time of a step in a block of a stream.</summary>
    private static IEnumerable<Aim> PerStep(Results results, string network, double nanoseconds)
    {
        if (results.Find(network, Job.Block) is not { } result)
        {
            return [];
        }

        Distribution values = result.Ours.Nanoseconds.Scaled(1.0 / result.Job.Samples);
        string text = $"{Format.Number(values.Median)} ns ({Format.Quartiles(values)})";
        return [new Aim($"{network}, {result.Job}", $"at most {nanoseconds} ns per step", text, values.Median <= nanoseconds)];
    }

    /// <summary>Evaluates a target for a job. The result is empty if the job was not requested.</summary>
    private static IEnumerable<Aim> For(
        Results results,
        string network,
        Job job,
        string aim,
        Func<JobResult, Distribution?> measure,
        double wanted,
        Func<double, string> format)
    {
        if (results.Find(network, job) is not { } result)
        {
            return [];
        }

        string workload = $"{network}, {job}";
        if (measure(result) is not { } values)
        {
            return [new Aim(workload, aim, string.Empty, null)];
        }

        string text = $"{format(values.Median)} ({format(values.LowerQuartile)} to {format(values.UpperQuartile)})";
        return [new Aim(workload, aim, text, values.Median >= wanted)];
    }

    private static Aim FirstCall(Results results)
    {
        StartUpResult slowest = results.StartUps.MaxBy(result => result.Unprepared.First)!;
        double prepared = results.StartUps.Max(result => result.Prepared.First);
        return new Aim(
            "first call without Prepare()",
            $"at most {FirstCallMilliseconds} ms",
            $"{Format.Number(slowest.Unprepared.First)} ms ({slowest.Network.Name}); {Format.Number(prepared)} ms after Prepare()",
            slowest.Unprepared.First <= FirstCallMilliseconds);
    }

    private static Aim Build(BuildTime build) => new(
        $"build with a network of {BuildTime.LayerCount} dense layers",
        "adds less than 1 s",
        $"{Format.Number(build.NewProcess.Added)} ms in a new process, {Format.Number(build.Server.Added)} ms in the compiler server",
        build.Added < BuildMilliseconds);

    private static Aim Edit(BuildTime build) => new(
        "typing in another file",
        "regenerates nothing",
        build.IsRegenerated ? "regenerated" : "nothing regenerated",
        !build.IsRegenerated);
}
