namespace FcGen.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Help">Print the help and stop.</param>
/// <param name="Quick">Fewer and shorter rounds; nothing is stored.</param>
/// <param name="Sweep">Compare the families of kernels over sizes, and nothing else.</param>
/// <param name="Peers">Measure the peers that are installed.</param>
/// <param name="Networks">The networks to measure.</param>
/// <param name="FirstCall">Measure the first call of this process and print it, for the program that started it.</param>
/// <param name="Prepare">Whether Prepare goes before that call.</param>
internal sealed record Options(bool Help, bool Quick, bool Sweep, bool Peers, IReadOnlyList<NetworkCase> Networks, bool FirstCall, bool Prepare)
{
    public const string HelpText =
        """
        Measures FcGen's networks on this machine: predictions, training steps, start-up and
        build, beside other libraries and beside what was aimed at.

        Usage: dotnet run -c Release --project tests/FcGen.Benchmarks [-- options]

          --quick        fewer and shorter rounds, to see that everything runs (rough figures)
          --only NAME    one network: 4-16-3, 16-32-32-4, 32-64-64-8, 64-128-10, 784-128-10
                         or 784-512-512-10
          --no-peers     FcGen alone, without ONNX Runtime, PyTorch and code written by hand
          --sweep        straight-line against tiled kernels over many sizes, and nothing else;
                         goes with --quick, without it the table is stored
          --help         this text

        A run of everything (without --quick, --only and --no-peers) and a
        --sweep without --quick are stored in tests/FcGen.Benchmarks/results.

        Figures are medians of rounds in which all workloads and the peak take turns; "spread"
        is the distance of the quartiles. GFLOP/s counts two operations for each multiply-add of
        the layers, without padding. "Of peak" compares it with a loop of independent
        multiply-adds on registers, measured right before and after. One thread, except for the
        training step of 784-512-512-10 with two; calls follow each other directly. Ratios to a
        peer are medians of the ratios of the rounds.
        DOTNET_EnableAVX512=0 measures vectors of 256 bits on a machine that has wider ones.
        """;

    /// <summary>Whether this is a run whose results are worth keeping.</summary>
    public bool IsComplete => !Quick && Peers && Networks.Count == NetworkCase.All.Count;

    /// <exception cref="ArgumentException">An argument is unknown or has no value.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options(Help: false, Quick: false, Sweep: false, Peers: true, NetworkCase.All, FirstCall: false, Prepare: false);
        for (int i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--help" or "-h" => options with { Help = true },
                "--quick" => options with { Quick = true },
                Benchmarks.Sweep.Option => options with { Sweep = true },
                "--no-peers" => options with { Peers = false },
                "--only" => options with { Networks = [Find(arguments, ++i)] },
                Benchmarks.FirstCall.Option => options with { FirstCall = true, Networks = [Find(arguments, ++i)] },
                Benchmarks.FirstCall.PrepareOption => options with { Prepare = true },
                _ => throw new ArgumentException($"Unknown option '{arguments[i]}'. --help lists the known ones."),
            };
        }

        return options;
    }

    private static NetworkCase Find(IReadOnlyList<string> arguments, int index)
    {
        string names = string.Join(", ", NetworkCase.All.Select(network => network.Name));
        return index == arguments.Count
            ? throw new ArgumentException($"{arguments[index - 1]} needs the name of a network: {names}.")
            : NetworkCase.All.FirstOrDefault(network => network.Name == arguments[index])
                ?? throw new ArgumentException($"There is no network '{arguments[index]}', but these: {names}.");
    }
}
