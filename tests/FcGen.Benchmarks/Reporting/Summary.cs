namespace FcGen.Benchmarks;

/// <summary>
/// The tables of the README, for networks of dense layers and for networks with convolutions: the times of FcGen, and the times of other
/// libraries as multiples.
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

    public static TextTable Dense(Results results) => Create(results, hasConvolutions: false, DenseColumns);

    public static TextTable Convolutions(Results results) => Create(results, hasConvolutions: true, ConvolutionColumns);

    /// <summary>Lists the networks for which all jobs of the columns were measured.</summary>
    private static TextTable Create(Results results, bool hasConvolutions, (Job Job, string[] Peers)[] columns)
    {
        var table = new TextTable(
            textColumns: 1, ["network", .. columns.SelectMany(column => column.Peers.Prepend(Title(column.Job)))]);
        foreach (NetworkCase network in results.Jobs.Select(job => job.Network).Distinct())
        {
            JobResult[] jobs = [.. columns.Select(column => results.Find(network.Name, column.Job)).OfType<JobResult>()];
            if (network.Model.HasConvolutions == hasConvolutions && jobs.Length == columns.Length)
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
