using System.Globalization;

namespace Digits;

/// <summary>The options of the command line.</summary>
internal sealed record SampleOptions
{
    public const string HelpText = """
        Trains a network to read handwritten digits, and shows its accuracy and speed.

        Usage: dotnet run -c Release --project samples/Digits [-- options]

          --mnist DIR   train on the MNIST files in DIR instead of the 1,797 bundled digits:
                        t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or compressed (.gz)
          --cnn         train a network with convolutions, and show its first filters
          --epochs N    number of training epochs (default: 30, with --mnist 10)
          --seed N      seed of the split, the initial weights and the order of samples (default: 0)
          --help        show this help

        Exit codes: 0 success, 1 missing or damaged file, 2 invalid usage.
        """;

    private const int MostEpochs = 100_000;

    public string? MnistFolder { get; private init; }

    public bool Convolution { get; private init; }

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
                "--cnn" => options with { Convolution = true },
                "--epochs" => options with { Epochs = ParseNumber(arguments, i++, 1, MostEpochs) },
                "--seed" => options with { Seed = ParseNumber(arguments, i++, int.MinValue, int.MaxValue) },
                string unknown => throw new UsageException($"Unknown option '{unknown}'."),
            };
        }

        return options;
    }

    private static string ValueOf(string[] arguments, int option) => option + 1 < arguments.Length && arguments[option + 1].Length > 0
        ? arguments[option + 1]
        : throw new UsageException($"{arguments[option]} requires a value.");

    private static int ParseNumber(string[] arguments, int option, int least, int most)
    {
        string text = ValueOf(arguments, option);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{arguments[option]} requires an integer from {least} to {most}, but got '{text}'.");
    }
}
