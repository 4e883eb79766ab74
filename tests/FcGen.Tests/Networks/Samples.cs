namespace FcGen.Tests.Networks;

/// <summary>Numbers for networks under test.</summary>
internal static class Samples
{
    /// <summary>Numbers from -1 to 1, the same for the same seed.</summary>
    public static float[] Random(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    /// <summary>A copy of all parameters and buffers.</summary>
    public static float[] State<TNetwork>(this TNetwork network)
        where TNetwork : class, INetwork<TNetwork> => [.. network.Parameters, .. network.Buffers];

    /// <summary>Computes the outputs of samples one by one, each in separate memory.</summary>
    public static float[] ForwardEach<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new List<float>();
        foreach (float[] input in inputs.Chunk(TNetwork.InputSize))
        {
            var output = new float[TNetwork.OutputSize];
            network.Forward(input, output);
            outputs.AddRange(output);
        }

        return [.. outputs];
    }
}
