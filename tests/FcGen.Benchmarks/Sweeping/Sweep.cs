using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>
/// Compares straight-line and tiled kernels for one sample over many sizes. The limits in Budget are based on this measurement. Each network
/// is compiled with each family, and with the planner's choice if it is mixed. All variants alternate.
/// </summary>
internal static class Sweep
{
    /// <summary>The argument that starts the sweep.</summary>
    public const string Option = "--sweep";

    /// <summary>The smallest network for which straight-line code must justify its length.</summary>
    private const string SmallestToGain = "16-32-32-4";

    private const double WantedShareOfBest = 0.97;
    private const double WantedGain = 1.1;

    private static readonly string[] Shapes =
    [
        "4-4", "8-8", "9-9", "16-1", "16-3", "4-16", "16-16", "17-17", "13-24", "32-10", "32-32", "33-33", "48-48", "64-10", "64-17",
        "64-32", "64-64", "64-100", "100-10", "128-10", "96-64", "64-96", "100-64", "64-128", "128-64", "100-100", "100-128", "128-128",
        "4-16-3", "8-24-4", SmallestToGain, "64-32-10", "32-64-64-8", "64-64-64-64", "64-128-10", "64-128-64-10", "64-64-64-64-64-64-10",
        "784-128-10",
    ];

    private static readonly Rounds UsualRounds = new(60, TimeSpan.FromMilliseconds(0.3), TimeSpan.FromMilliseconds(30));
    private static readonly Rounds QuickRounds = new(9, TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(10));

    /// <summary>Measures and prints, and stores the table unless the run is quick.</summary>
    public static void Run(bool isQuick)
    {
        SweepResult[] results = [.. SweptNetwork.Compile(Shapes).Select(SweepResult.Create)];
        Progress.Show("Sweep", progress =>
        {
            for (int i = 0; i < results.Length; i++)
            {
                (isQuick ? QuickRounds : UsualRounds).Run(
                    new Measurement(new PeakLoop(PeakLoop.WidthInUse)), [], results[i].Measurements, _ => { });
                progress((i + 1.0) / results.Length);
            }
        });

        Document document = Describe(results);
        document.Print(Progress.IsPlain);
        Console.WriteLine($"Checksum of all outputs: {results.SelectMany(result => result.Measurements).Sum(family => family.Checksum):G6}");
        if (!isQuick)
        {
            Console.WriteLine($"Stored in {Report.Store(document, "sweep")}");
        }
    }

    private static Document Describe(IReadOnlyList<SweepResult> results)
    {
        var document = new Document();
        document.Paragraph(Report.BulletList(Report.MachineFacts()));
        document.Heading("Straight-line and tiled kernels");
        var table = new TextTable(2, "network", "chosen", "instructions", "straight-line", "tiled", "tiled / straight-line", "best / chosen");
        foreach (SweepResult result in results)
        {
            table.Add(
                result.Network.Shape,
                result.Network.Choice,
                result.Network.Instructions.ToString("N0", CultureInfo.InvariantCulture),
                Format.Number(result.StraightLine.Nanoseconds.Median),
                Format.Number(result.Tiled.Nanoseconds.Median),
                Format.Number(result.Gain),
                Format.Number(result.ShareOfBest));
        }

        document.Table(table);
        document.Paragraph(
            "Nanoseconds per sample. A ratio above 1 means that the second variant is faster. instructions: the count that Budget limits.\n"
            + "chosen: if all layers use one family, the time of that family; only a mixed choice is measured separately.");
        document.Heading("Targets and results");
        document.Table(Aims.Table(AimsOf(results)));
        return document;
    }

    private static IEnumerable<Aim> AimsOf(IReadOnlyList<SweepResult> results)
    {
        double smallestFlops = results.Single(result => result.Network.Shape == SmallestToGain).StraightLine.Workload.Flops;
        SweepResult[] longer = [.. results.Where(result => result.IsStraightLine && result.StraightLine.Workload.Flops >= smallestFlops)];
        SweepResult worstChoice = results.MinBy(result => result.ShareOfBest)!;
        SweepResult leastGain = longer.MinBy(result => result.Gain)!;
        string straightLine = $"straight-line chosen, {SmallestToGain} and larger ({longer.Length} networks)";
        return
        [
            Least("all networks", "best / chosen, smallest", worstChoice.ShareOfBest, WantedShareOfBest, $" ({worstChoice.Network.Shape})"),
            Least(straightLine, "tiled / straight-line, smallest", leastGain.Gain, WantedGain, $" ({leastGain.Network.Shape})"),
            Least(straightLine, "tiled / straight-line, median", new Distribution(longer.Select(result => result.Gain)).Median, WantedGain),
        ];
    }

    private static Aim Least(string networks, string ratio, double value, double wanted, string where = "") =>
        new(networks, $"{ratio}: at least {Format.Number(wanted)}", Format.Number(value) + where, value >= wanted);
}
