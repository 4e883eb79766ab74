using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>The milliseconds of Prepare (0 if it was not called) and of the first prediction in a process.</summary>
internal sealed record FirstCallTimes(double Prepare, double First);

/// <summary>
/// Measures the first call. Each measurement starts a new process, so that nothing is compiled yet.
/// </summary>
internal static class FirstCall
{
    /// <summary>The arguments of the child process. The name of a network follows.</summary>
    public const string Option = "--first-call";

    /// <inheritdoc cref="Option"/>
    public const string PrepareOption = "--prepare";

    /// <summary>Returns the fastest time of several processes, because other programs only add time.</summary>
    public static FirstCallTimes Measure(NetworkCase network, bool prepare, int processes)
    {
        FirstCallTimes[] times = [.. Enumerable.Range(0, processes).Select(_ => MeasureInNewProcess(network, prepare))];
        return new FirstCallTimes(times.Min(time => time.Prepare), times.Min(time => time.First));
    }

    /// <summary>Measures in the child process, and prints the two times.</summary>
    public static void Print(NetworkCase network, bool prepare)
    {
        FirstCallTimes times = network.MeasureFirstCall(prepare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Prepare:R} {times.First:R}"));
    }

    /// <summary>Returns the arguments that make the program call <see cref="Print"/>.</summary>
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
