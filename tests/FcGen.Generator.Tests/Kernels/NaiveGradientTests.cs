namespace FcGen.Generator.Tests.Kernels;

/// <summary>The reference gradients agree with finite differences in double precision.</summary>
public sealed class NaiveGradientTests
{
    private const int Networks = 100;
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    /// <summary>
    /// The tolerance for graphs with norms. A norm of a few similar values is strongly curved, which makes finite differences inaccurate.
    /// </summary>
    private const double GraphTolerance = 1e-4;

    [Fact]
    public void Gradients_of_the_naive_reference_agree_with_finite_differences() =>
        CheckAgainstFiniteDifferences(RandomNetworks.Create(Networks, "Auto", seed: 12), rows: 1, Tolerance);

    /// <summary>Every kind of layer, in networks of 1 to 6 layers with residuals and concatenations.</summary>
    [Fact]
    public void Gradients_of_the_naive_reference_agree_with_finite_differences_in_random_graphs() =>
        CheckAgainstFiniteDifferences(RandomGraphs.Create(RandomGraphTests.Networks, "Auto", RandomGraphTests.Seed), rows: 6, GraphTolerance);

    /// <summary>The same on signals, images and sequences.</summary>
    [Fact]
    public void Gradients_of_the_naive_reference_agree_with_finite_differences_on_positions_and_channels() =>
        CheckAgainstFiniteDifferences(RandomPositions.Create(RandomGraphTests.Networks, "Auto", RandomGraphTests.Seed), rows: 6, GraphTolerance);

    private static void CheckAgainstFiniteDifferences(IEnumerable<NaiveNetwork> networks, int rows, double tolerance)
    {
        var random = new Random(11);
        foreach (NaiveNetwork network in networks)
        {
            double[][] x = Random(rows, network.InputSize, random);
            double[][] dy = Random(rows, network.Forward(x)[0].Length, random);
            double[][] dx = network.Backward(x, dy);

            (int row, int input) = (random.Next(rows), random.Next(network.InputSize));
            double value = x[row][input];
            x[row][input] = value + Step;
            double lossRight = Loss(network, x, dy);
            x[row][input] = value - Step;
            double lossLeft = Loss(network, x, dy);
            x[row][input] = value;
            double loss = Loss(network, x, dy);
            AssertSlope(dx[row][input], (loss - lossLeft) / Step, (lossRight - loss) / Step, tolerance, $"{network.Source}: input {input} of row {row}");

            foreach ((string name, float[] values, double[]? gradients) in network.Tensors)
            {
                if (gradients is null)
                {
                    continue;
                }

                int index = random.Next(values.Length);
                float parameter = values[index];
                (float above, float below) = ((float)(parameter + Step), (float)(parameter - Step));
                values[index] = above;
                double lossAbove = Loss(network, x, dy);
                values[index] = below;
                double lossBelow = Loss(network, x, dy);
                values[index] = parameter;
                AssertSlope(
                    gradients[index],
                    (loss - lossBelow) / ((double)parameter - below),
                    (lossAbove - loss) / ((double)above - parameter),
                    tolerance,
                    $"{network.Source}: {name}[{index}]");
            }
        }
    }

    /// <summary>Computes a function of the outputs whose gradient is <paramref name="dy"/>.</summary>
    private static double Loss(NaiveNetwork network, double[][] x, double[][] dy) =>
        network.Forward(x, isTraining: true).Zip(dy, (y, weights) => y.Zip(weights, (value, weight) => value * weight).Sum()).Sum();

    private static double[][] Random(int rows, int width, Random random) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];

    /// <summary>Checks that a gradient is between the slopes on both sides, which differ if a value passes the kink of an activation.</summary>
    private static void AssertSlope(double expected, double left, double right, double tolerance, string what)
    {
        double most = tolerance * (1 + Math.Abs(expected));
        Assert.True(
            expected >= Math.Min(left, right) - most && expected <= Math.Max(left, right) + most,
            $"{what}: the gradient is {expected}, the slopes {left} and {right}.");
    }
}
