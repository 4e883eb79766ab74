using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Kernels that apply an activation with different coefficients are not merged.</summary>
public sealed class CoefficientTests
{
    [Fact]
    public void Slopes_that_differ_in_the_last_bit_have_kernels_of_their_own()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "using FcGen; [Network] [Input(4)] [Dense(4), LeakyReLU(0.3333333f), Dense(4), LeakyReLU(0.33333334f)] public sealed partial class Net;");

        Assert.Empty(run.Problems);
        Assert.Contains("DenseForwardRows_4x4_LeakyReLU0_3333333_", run.Files["Net.g.cs"]);
        Assert.Contains("DenseForwardRows_4x4_LeakyReLU0_333333343_", run.Files["Net.g.cs"]);
    }
}
