using FcGen.Benchmarks;

const int usualProcesses = 5;

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(Options.HelpText);
    return 0;
}

if (options.FirstCall)
{
    FirstCall.Print(options.Networks[0], options.Prepare);
    return 0;
}

var peak = new Measurement(new PeakLoop(PeakLoop.WidthInUse));
var measured = options.Networks
    .Select(network => (Network: network, Measurements: network.CreateWorkloads().Select(workload => new Measurement(workload)).ToArray()))
    .ToArray();
Report.WithProgress("Predictions and training", progress =>
    (options.Quick ? Rounds.Quick : Rounds.Usual).Run(peak, [.. measured.SelectMany(network => network.Measurements)], progress));

var results = new List<NetworkResult>();
Report.WithProgress("First calls", progress =>
{
    int processes = options.Quick ? 1 : usualProcesses;
    foreach ((NetworkCase network, Measurement[] measurements) in measured)
    {
        results.Add(new NetworkResult(
            network,
            measurements[..^1],
            measurements[^1],
            FirstCall.Measure(network, prepare: false, processes),
            FirstCall.Measure(network, prepare: true, processes)));
        progress((double)results.Count / measured.Length);
    }
});

Report.Write(peak, results);
return 0;
