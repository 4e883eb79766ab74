namespace FcGen.Benchmarks;

/// <summary>The table in the README: the times of FcGen, and the times of other libraries as multiples.</summary>
internal static class Summary
{
    private const string NotMeasured = "-";

    private static readonly Job Sample = Job.Predict(1);
    private static readonly Job Batch = Job.Predict(256);
    private static readonly Job Training = Job.Train(32);

    public static TextTable Create(Results results)
    {
        var table = new TextTable(
            textColumns: 1,
            ["network", "one sample", OnnxRuntimePeer.PeerName, PyTorchPeer.PeerName, TensorPrimitivesPeer.PeerName,
                "per sample of 256", OnnxRuntimePeer.PeerName, "training step of 32", PyTorchPeer.PeerName]);
        foreach (IGrouping<string, JobResult> network in results.Jobs.GroupBy(result => result.Network.Name))
        {
            if (results.Find(network.Key, Sample) is { } sample
                && results.Find(network.Key, Batch) is { } batch
                && results.Find(network.Key, Training) is { } training)
            {
                table.Add(
                    network.Key,
                    Time(sample),
                    Times(sample, OnnxRuntimePeer.PeerName),
                    Times(sample, PyTorchPeer.PeerName),
                    Times(sample, TensorPrimitivesPeer.PeerName),
                    Format.Time(batch.Ours.Nanoseconds.Median / Batch.Samples),
                    Times(batch, OnnxRuntimePeer.PeerName),
                    Time(training),
                    Times(training, PyTorchPeer.PeerName));
            }
        }

        return table;
    }

    private static string Time(JobResult result) => Format.Time(result.Ours.Nanoseconds.Median);

    private static string Times(JobResult result, string peer) =>
        result.SpeedupOver(peer) is { } ratio ? $"x {Format.Number(ratio.Median)}" : NotMeasured;
}
