using System.Globalization;

namespace Digits;

/// <summary>What the user asked for on the command line.</summary>
internal sealed record SampleOptions
{
    public const string HelpText = """
        Trains a network to read handwritten digits and shows how well and how fast it does.

        Usage: dotnet run -c Release --project samples/Digits [-- options]

          --mnist DIR   train on the MNIST files in DIR instead of the 1,797 digits that come with this sample:
                        t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, compressed (.gz) or not
          --epochs N    how many times to go through the training digits (default: 30, with --mnist 10)
          --seed N      another split, other initial weights, another order (default: 0)
          --help        this text

        Exit code: 0 done, 1 a file is missing or damaged, 2 wrong usage.
        """;

    private const int MostEpochs = 100_000;

    public string? MnistFolder { get; private init; }

    public int? Epochs { get; private init; }

    public int Seed { get; private init; }

    public bool Help { get; private init; }

    /// <exception cref="UsageException">An option is unknown, has no value or a wrong one.</exception>
    public static SampleOptions Parse(string[] arguments)
    {
        var options = new SampleOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--help" or "-h" => options with { Help = true },
                "--mnist" => options with { MnistFolder = ValueOf(arguments, i++) },
                "--epochs" => options with { Epochs = ParseNumber(arguments, i++, 1, MostEpochs) },
                "--seed" => options with { Seed = ParseNumber(arguments, i++, int.MinValue, int.MaxValue) },
                string unknown => throw new UsageException($"Unknown option '{unknown}'."),
            };
        }

        return options;
    }

    private static string ValueOf(string[] arguments, int option) => option + 1 < arguments.Length && arguments[option + 1].Length > 0
        ? arguments[option + 1]
        : throw new UsageException($"{arguments[option]} needs a value.");

    private static int ParseNumber(string[] arguments, int option, int least, int most)
    {
        string text = ValueOf(arguments, option);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{arguments[option]} needs a whole number from {least} to {most}, but got '{text}'.");
    }
}
