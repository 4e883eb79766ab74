namespace FcGen.Tests.Networks;

/// <summary>Outputs of a sample do not depend on the other samples of the batch.</summary>
public sealed class BatchTests
{
    private const int Rows = 101;

    [Fact]
    public void Every_layer() => PlaceDoesNotMatter<EveryLayer>();

    [Fact]
    public void Several_blocks_of_rows() => PlaceDoesNotMatter<Wide>();

    [Fact]
    public void One_output() => PlaceDoesNotMatter<Xor>();

    private static void PlaceDoesNotMatter<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        var all = new float[Rows * TNetwork.OutputSize];
        network.ForwardBatch(inputs, all);
        for (int rows = 1; rows <= 7; rows++)
        {
            for (int first = 0; first + rows <= Rows; first += 3)
            {
                var some = new float[rows * TNetwork.OutputSize];
                network.ForwardBatch(inputs.AsSpan(first * TNetwork.InputSize, rows * TNetwork.InputSize), some);
                Assert.Equal(all.AsSpan(first * TNetwork.OutputSize, some.Length).ToArray(), some);
            }
        }
    }
}
