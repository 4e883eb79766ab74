namespace FcGen.Benchmarks;

/// <summary>
/// Straight-line against tiled kernels for one sample, over sizes: the measurement behind the limits in UnrollBudget. Each network is
/// compiled with each family and as the planner chooses, and all take turns.
/// </summary>
internal static class Sweep
{
    /// <summary>Argument that asks for it.</summary>
    public const string Option = "--sweep";

    private static readonly string[] Shapes =
    [
        "4-4", "8-8", "9-9", "16-1", "16-3", "4-16", "16-16", "17-17", "13-24", "32-10", "32-32", "33-33", "48-48", "64-10", "64-17",
        "64-32", "64-64", "64-100", "100-10", "128-10", "96-64", "64-96", "100-64", "64-128", "128-64", "100-100", "100-128", "128-128",
        "4-16-3", "8-24-4", "16-32-32-4", "64-32-10", "32-64-64-8", "64-64-64-64", "64-128-10", "64-128-64-10", "64-64-64-64-64-64-10",
        "784-128-10",
    ];

    private static readonly Rounds UsualRounds = new(60, TimeSpan.FromMilliseconds(0.3), TimeSpan.FromMilliseconds(30));
    private static readonly Rounds QuickRounds = new(9, TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(10));

    public static void Run(bool isQuick)
    {
        Console.WriteLine($"{Machine.Processor}, {Machine.Vectors}, {Machine.Platform}. Nanoseconds of one sample; a ratio above 1 means that the first is faster.");
        var table = new TextTable(2, "network", "chosen", "instructions", "straight-line", "tiled", "tiled / straight-line", "best / chosen");
        SweptNetwork[] networks = [.. SweptNetwork.Compile(Shapes)];
        double checksum = 0;
        Progress.Show("Sweep", progress =>
        {
            for (int i = 0; i < networks.Length; i++)
            {
                Measurement[] families = [.. networks[i].Workloads.Select(workload => new Measurement(workload))];
                (isQuick ? QuickRounds : UsualRounds).Run(new Measurement(new PeakLoop(PeakLoop.WidthInUse)), [], families, _ => { });
                (Measurement full, Measurement tiled, Measurement chosen) = (families[0], families[1], families[2]);
                Measurement best = full.Nanoseconds.Median < tiled.Nanoseconds.Median ? full : tiled;
                table.Add(
                    networks[i].Shape,
                    networks[i].Choice,
                    $"{networks[i].Instructions}",
                    Format.Number(full.Nanoseconds.Median),
                    Format.Number(tiled.Nanoseconds.Median),
                    Format.Number(tiled.RatioTo(full).Median),
                    Format.Number(best.RatioTo(chosen).Median));
                checksum += families.Sum(family => family.Checksum);
                progress((i + 1.0) / networks.Length);
            }
        });

        table.Write(Console.Out);
        Console.WriteLine($"Checksum of all outputs: {checksum:G6}");
    }
}
