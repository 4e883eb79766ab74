namespace FcGen.Benchmarks;

/// <summary>The options of the command line.</summary>
/// <param name="Help">Whether to print the help and stop.</param>
/// <param name="Quick">Whether to run fewer and shorter rounds and store nothing.</param>
/// <param name="Sweep">Whether to only compare the families of kernels over sizes.</param>
/// <param name="Peers">Whether to measure the installed peers.</param>
/// <param name="Networks">The networks to measure.</param>
/// <param name="FirstCall">Whether to measure and print the first call of this process, for its parent process.</param>
/// <param name="Prepare">Whether to call Prepare before that call.</param>
internal sealed record Options(bool Help, bool Quick, bool Sweep, bool Peers, IReadOnlyList<NetworkCase> Networks, bool FirstCall, bool Prepare)
{
    public const string HelpText =
        """
        Measures FcGen's networks on this machine: predictions, training steps, start-up and
        build, compared with other libraries and with the performance targets.

        Usage: dotnet run -c Release --project tests/FcGen.Benchmarks [-- options]

          --quick        fewer and shorter rounds, to check that everything runs (rough results);
                         without --only it leaves out most of the streams
          --only NAME    one network: 4-16-3, 16-32-32-4, 32-64-64-8, 64-128-10, 784-128-10,
                         784-512-512-10, LeNet-5, MNIST-8, CIFAR-16-32, VGG-32-64,
                         Separable-32-64, Conv1d-16-32, LSTM-N or GRU-N (N = 8, 16, 20, 32,
                         40, 64 or 128), LSTM-2x128, Causal-8, Causal-16, Causal-32, NAM-A2,
                         LSTM-8-32 or GRU-8-32; or all networks of a kind: dense,
                         convolutions or streams
          --no-peers     FcGen only, without ONNX Runtime, PyTorch and hand-written code
          --sweep        only compare straight-line and tiled kernels over many sizes;
                         the table is stored unless --quick is given
          --help         show this help

        The results of a complete run (without --quick, --only and --no-peers) and of
        --sweep without --quick are stored in tests/FcGen.Benchmarks/results.

        Results are medians of rounds in which all workloads and the peak loop alternate.
        "Spread" is the interquartile range. GFLOP/s counts two operations per multiply-add of
        the layers, without padding. "Of peak" is the fraction of a loop of independent
        multiply-adds on registers, measured directly before and after. All jobs use one thread,
        except the training step of 784-512-512-10 with two. Calls follow each other without
        pause. Ratios to a peer are medians of the ratios of the rounds.
        DOTNET_EnableAVX512=0 measures vectors of 256 bits on a machine with wider vectors.
        """;

    /// <summary>Whether the run is complete, so that its results are stored.</summary>
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
                "--only" => options with { Networks = Select(arguments, ++i) },
                Benchmarks.FirstCall.Option => options with { FirstCall = true, Networks = [Find(arguments, ++i)] },
                Benchmarks.FirstCall.PrepareOption => options with { Prepare = true },
                _ => throw new ArgumentException($"Unknown option '{arguments[i]}'. Use --help to list the options."),
            };
        }

        // A quick run of everything has only some of the streams, which differ in their sizes.
        return options.Quick && options.Networks == NetworkCase.All
            ? options with { Networks = [.. NetworkCase.All.Where(network => network.IsQuick)] }
            : options;
    }

    /// <summary>Returns the networks of a kind, or the network of a name.</summary>
    private static IReadOnlyList<NetworkCase> Select(IReadOnlyList<string> arguments, int index)
    {
        ILookup<NetworkKind, NetworkCase> kinds = NetworkCase.All.ToLookup(network => network.Model.Kind);
        return arguments.ElementAtOrDefault(index) switch
        {
            "dense" => [.. kinds[NetworkKind.Dense]],
            "convolutions" => [.. kinds[NetworkKind.Convolutions]],
            "streams" => [.. kinds[NetworkKind.Streams]],
            _ => [Find(arguments, index)],
        };
    }

    private static NetworkCase Find(IReadOnlyList<string> arguments, int index)
    {
        string names = string.Join(", ", NetworkCase.All.Select(network => network.Name));
        return index == arguments.Count
            ? throw new ArgumentException($"{arguments[index - 1]} requires the name of a network: {names}.")
            : NetworkCase.All.FirstOrDefault(network => network.Name == arguments[index])
                ?? throw new ArgumentException($"Unknown network '{arguments[index]}'. The networks are: {names}.");
    }
}
