using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>
/// The tables of the README, for networks of dense layers, with convolutions and on sequences: the times of FcGen, and the times of other libraries
/// as multiples.
/// </summary>
internal static class Summary
{
    private const string NotMeasured = "-";

    private static readonly (Job Job, string[] Peers)[] DenseColumns =
    [
        (Job.Predict(1), [OnnxRuntimePeer.PeerName, PyTorchPeer.PeerName, TensorPrimitivesPeer.PeerName]),
        (Job.Predict(256), [OnnxRuntimePeer.PeerName]),
        (Job.Train(32), [PyTorchPeer.PeerName]),
    ];

    private static readonly (Job Job, string[] Peers)[] ConvolutionColumns =
    [
        (Job.Predict(1), [OnnxRuntimePeer.PeerName, PyTorchPeer.PeerName]),
        (Job.Predict(32), [OnnxRuntimePeer.PeerName, PyTorchPeer.PeerName]),
        (Job.Train(32), [PyTorchPeer.PeerName]),
    ];

    public static TextTable Dense(Results results) => Create(results, NetworkKind.Dense, DenseColumns);

    public static TextTable Convolutions(Results results) => Create(results, NetworkKind.Convolutions, ConvolutionColumns);

    public static TextTable Sequences(Results results) => Create(results, NetworkKind.Streams, ConvolutionColumns);

    /// <summary>Lists the networks on streams: the times of one step, and of the steps of a block.</summary>
    public static TextTable Streams(Results results)
    {
        // Samples per second of most audio.
        const double rate = 48_000;
        var table = new TextTable(
            textColumns: 1,
            "network",
            "Step ns",
            "spread",
            OnnxRuntimePeer.PeerName,
            "Steps ns",
            "spread",
            "of 48 kHz",
            "bytes");
        foreach (NetworkCase network in results.Jobs.Select(job => job.Network).Distinct())
        {
            if (results.Find(network.Name, Job.Step) is { } step && results.Find(network.Name, Job.Block) is { } block)
            {
                double perStep = block.Ours.Nanoseconds.Median / block.Job.Samples;
                table.Add(
                    network.Name,
                    Format.Number(step.Ours.Nanoseconds.Median),
                    Format.Percent(step.Ours.Nanoseconds.Spread),
                    Times(step, OnnxRuntimePeer.PeerName),
                    Format.Number(perStep),
                    Format.Percent(block.Ours.Nanoseconds.Spread),
                    (perStep * rate / 1e9).ToString("0.00 %", CultureInfo.InvariantCulture),
                    Format.Number(step.Ours.AllocatedBytes + block.Ours.AllocatedBytes));
            }
        }

        return table;
    }

    /// <summary>Lists the networks for which all jobs of the columns were measured.</summary>
    private static TextTable Create(Results results, NetworkKind kind, (Job Job, string[] Peers)[] columns)
    {
        var table = new TextTable(
            textColumns: 1, ["network", .. columns.SelectMany(column => column.Peers.Prepend(Title(column.Job)))]);
        foreach (NetworkCase network in results.Jobs.Select(job => job.Network).Distinct())
        {
            JobResult[] jobs = [.. columns.Select(column => results.Find(network.Name, column.Job)).OfType<JobResult>()];
            if (network.Model.Kind == kind && jobs.Length == columns.Length)
            {
                table.Add([network.Name, .. jobs.Zip(columns, (job, column) => Cells(job, column.Peers)).SelectMany(cells => cells)]);
            }
        }

        return table;
    }

    private static string Title(Job job) => job switch
    {
        { Activity: Activity.Training } => $"training step of {job.Samples}",
        { Samples: 1 } => "one sample",
        _ => $"per sample of {job.Samples}",
    };

    private static IEnumerable<string> Cells(JobResult result, string[] peers)
    {
        int samples = result.Job.Activity == Activity.Training ? 1 : result.Job.Samples;
        return peers.Select(peer => Times(result, peer)).Prepend(Format.Time(result.Ours.Nanoseconds.Median / samples));
    }

    private static string Times(JobResult result, string peer) =>
        result.SpeedupOver(peer) is { } ratio ? $"x {Format.Number(ratio.Median)}" : NotMeasured;
}
