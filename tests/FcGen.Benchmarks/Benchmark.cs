namespace FcGen.Benchmarks;

/// <summary>Runs all measurements, one kind after the other.</summary>
internal static class Benchmark
{
    private const int Processes = 5;
    private const int Builds = 7;

    public static Results Run(Options options, PeerCatalog peers)
    {
        var peak = new Measurement(new PeakLoop(PeakLoop.WidthInUse));
        var peak256 = new Measurement(new PeakLoop(256));
        Measurement? layer = LayerLoop.Exists ? new Measurement(new LayerLoop(PeakLoop.WidthInUse)) : null;
        JobResult[] jobs =
        [
            .. options.Networks.SelectMany(network => network.Jobs.Select(job => JobResult.Create(network, job, peers.Present))),
        ];
        IReadOnlyList<FunctionResult> functions = FunctionResult.CreateAll();
        Progress.Show("Predictions and training", progress =>
            (options.Quick ? Rounds.Quick : Rounds.Usual).Run(
                peak,
                [.. jobs.SelectMany(job => job.BesidePeak), peak256, .. layer is null ? Array.Empty<Measurement>() : [layer]],
                [.. jobs.SelectMany(job => job.BesideRivals), .. functions.SelectMany(function => function.Measurements)],
                progress));

        var startUps = new List<StartUpResult>();
        Progress.Show("First calls", progress =>
        {
            int processes = options.Quick ? 1 : Processes;
            foreach ((NetworkCase network, CodeSize size) in options.Networks.Zip(CodeSize.Measure(options.Networks)))
            {
                startUps.Add(new StartUpResult(
                    network,
                    FirstCall.Measure(network, prepare: false, processes),
                    FirstCall.Measure(network, prepare: true, processes),
                    size));
                progress((double)startUps.Count / options.Networks.Count);
            }
        });

        return new Results(peak, peak256, layer, jobs, functions, startUps, BuildTime.Measure(options.Quick ? 1 : Builds), peers);
    }
}
