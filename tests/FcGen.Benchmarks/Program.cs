using FcGen.Benchmarks;

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

if (options.Sweep)
{
    Sweep.Run(options.Quick);
    return 0;
}

using PeerCatalog peers = options.Peers ? PeerCatalog.Open() : PeerCatalog.Empty;
Results results = Benchmark.Run(options, peers);
Document document = Report.Create(results);
document.Print(Progress.IsPlain);
Console.WriteLine($"Checksum of all outputs: {results.Checksum:G6}");
if (options.IsComplete)
{
    Console.WriteLine($"Stored in {Report.Store(document)}");
}

return 0;
