namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// 200 networks of random shapes agree with plain loops in double precision, forward and backward: each with straight-line and
/// with tiled kernels, a part of them on each of the paths.
/// </summary>
public sealed class RandomShapeTests
{
    private const int Networks = 200;
    private const int Seed = 20261121;

    [Theory]
    [InlineData("Full", VectorPath.Bits512)]
    [InlineData("Full", VectorPath.Bits256)]
    [InlineData("Full", VectorPath.Arm64)]
    [InlineData("Full", VectorPath.Bits128)]
    [InlineData("Full", VectorPath.Portable)]
    [InlineData("Tiled", VectorPath.Bits512)]
    [InlineData("Tiled", VectorPath.Bits256)]
    [InlineData("Tiled", VectorPath.Arm64)]
    [InlineData("Tiled", VectorPath.Bits128)]
    [InlineData("Tiled", VectorPath.Portable)]
    public void Networks_of_random_shapes_agree_with_the_naive_reference(string family, VectorPath path)
    {
        NetworkAgreement.Check(NetworkAgreement.PartOf(RandomNetworks.Create(Networks, family, Seed), path), path);
    }

    /// <summary>
    /// Weights that are read in blocks, with and without rows that are copied first (1024 outputs), with and without partial vectors.
    /// </summary>
    [Theory]
    [InlineData(VectorPath.Bits512)]
    [InlineData(VectorPath.Bits256)]
    [InlineData(VectorPath.Arm64)]
    [InlineData(VectorPath.Bits128)]
    [InlineData(VectorPath.Portable)]
    public void Layers_larger_than_the_caches_agree_with_the_naive_reference(VectorPath path)
    {
        NetworkAgreement.CheckForward(RandomNetworks.LargerThanCaches(Seed), path);
    }
}
