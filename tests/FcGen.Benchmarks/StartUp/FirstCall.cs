using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>Milliseconds of Prepare (0 if it was not called) and of the first prediction of a process.</summary>
internal sealed record FirstCallTimes(double Prepare, double First);

/// <summary>
/// Measures the first call: the program starts itself anew for each measurement, so that nothing is compiled yet.
/// </summary>
internal static class FirstCall
{
    /// <summary>Arguments with which the program starts itself; the name of a network follows.</summary>
    public const string Option = "--first-call";

    /// <inheritdoc cref="Option"/>
    public const string PrepareOption = "--prepare";

    /// <summary>The fastest of several processes: other programs only add.</summary>
    public static FirstCallTimes Measure(NetworkCase network, bool prepare, int processes)
    {
        FirstCallTimes[] times = [.. Enumerable.Range(0, processes).Select(_ => MeasureInNewProcess(network, prepare))];
        return new FirstCallTimes(times.Min(time => time.Prepare), times.Min(time => time.First));
    }

    /// <summary>What the started process does: measures, and prints the two numbers.</summary>
    public static void Print(NetworkCase network, bool prepare)
    {
        FirstCallTimes times = network.MeasureFirstCall(prepare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Prepare:R} {times.First:R}"));
    }

    /// <summary>Arguments that make the program <see cref="Print"/>.</summary>
    public static string[] Arguments(NetworkCase network, bool prepare) =>
        [Option, network.Name, .. prepare ? [PrepareOption] : Array.Empty<string>()];

    private static FirstCallTimes MeasureInNewProcess(NetworkCase network, bool prepare)
    {
        string text = OwnProcess.Run(Arguments(network, prepare));
        double[] numbers =
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture)),
        ];
        return numbers.Length == 2
            ? new FirstCallTimes(numbers[0], numbers[1])
            : throw new InvalidOperationException($"Expected two numbers from {Option} {network.Name}, but it printed '{text.Trim()}'.");
    }
}
