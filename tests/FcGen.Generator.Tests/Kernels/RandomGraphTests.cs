namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// 300 networks of 1 to 6 random layers, with residuals and concatenations, agree with plain loops in double precision, forward and
/// backward: a part of them on each of the paths.
/// </summary>
public sealed class RandomGraphTests
{
    internal const int Networks = 300;
    internal const int Seed = 4;

    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Networks_of_random_layers_agree_with_the_naive_reference(VectorPath path) =>
        NetworkAgreement.Check(NetworkAgreement.PartOf(RandomGraphs.Create(Networks, "Auto", Seed), path), path);

    /// <summary>The same on signals, images and sequences.</summary>
    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Networks_on_positions_and_channels_agree_with_the_naive_reference(VectorPath path) =>
        NetworkAgreement.Check(NetworkAgreement.PartOf(RandomPositions.Create(Networks, "Auto", Seed), path), path);
}
