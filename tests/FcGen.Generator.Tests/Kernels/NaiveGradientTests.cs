namespace FcGen.Generator.Tests.Kernels;

/// <summary>The gradients that generated code is compared with are themselves right: they agree with finite differences in double precision.</summary>
public sealed class NaiveGradientTests
{
    private const int Networks = 100;
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    [Fact]
    public void Gradients_of_the_naive_reference_agree_with_finite_differences()
    {
        var random = new Random(11);
        foreach (NaiveNetwork network in RandomNetworks.Create(Networks, "Auto", seed: 12))
        {
            double[] x = [.. Enumerable.Range(0, network.InputSize).Select(_ => (2 * random.NextDouble()) - 1)];
            double[] dy = [.. network.Forward(x).Select(_ => (2 * random.NextDouble()) - 1)];
            double[] dx = network.Backward(x, dy);

            int input = random.Next(x.Length);
            double[] right = [.. x];
            double[] left = [.. x];
            right[input] += Step;
            left[input] -= Step;
            AssertSlope(dx[input], Loss(network, right, dy) - Loss(network, left, dy), 2 * Step, $"{network.Source}: input {input}");

            foreach ((string name, float[] values, double[] gradients) in network.Tensors)
            {
                int index = random.Next(values.Length);
                float value = values[index];
                (float above, float below) = (value + 1e-3f, value - 1e-3f);
                values[index] = above;
                double lossAbove = Loss(network, x, dy);
                values[index] = below;
                double lossBelow = Loss(network, x, dy);
                values[index] = value;
                AssertSlope(gradients[index], lossAbove - lossBelow, (double)above - below, $"{network.Source}: {name}[{index}]");
            }
        }
    }

    /// <summary>A function of the outputs whose gradient with respect to them is <paramref name="dy"/>.</summary>
    private static double Loss(NaiveNetwork network, double[] x, double[] dy) => network.Forward(x).Zip(dy, (y, weight) => y * weight).Sum();

    /// <summary>The error of a central difference grows with the square of the step.</summary>
    private static void AssertSlope(double expected, double rise, double run, string what)
    {
        double actual = rise / run;
        Assert.True(
            Math.Abs(expected - actual) <= Tolerance + (run * run * (1 + Math.Abs(expected))), $"{what}: the gradient is {expected}, the slope {actual}.");
    }
}
