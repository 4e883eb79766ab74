namespace FcGen.Tests.Golden;

/// <summary>Optimizers take PyTorch's steps.</summary>
public class OptimizerGoldenTests
{
    private static readonly GoldenFile Optimizers = GoldenFile.Read("optimizers");

    public static TheoryData<string> Names => [.. GoldenOptimizers.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_those_of_PyTorch(string name)
    {
        Optimizer optimizer = GoldenOptimizers.Create(name);
        float[] parameters = Optimizers.Floats("parameters");
        float[] start = [.. parameters];
        float[] gradients = Optimizers.Floats("gradients");
        optimizer.Initialize(parameters.Length);
        int steps = gradients.Length / parameters.Length;

        for (int step = 0; step < steps; step++)
        {
            optimizer.Step(parameters, gradients.AsSpan(step * parameters.Length, parameters.Length));
            if (step == 0)
            {
                AssertSameMove(start, Optimizers.Floats($"{name} after 1"), parameters, $"{name} after 1");
            }
        }

        AssertSameMove(start, Optimizers.Floats($"{name} after {steps}"), parameters, $"{name} after {steps}");
    }

    [Fact]
    public void Every_optimizer_with_every_option_has_a_case()
    {
        GoldenOptions.AssertCovered(typeof(Optimizer), [.. GoldenOptimizers.Names.Select(GoldenOptimizers.Create)]);
        Assert.Equal(
            GoldenOptimizers.Names.Order(),
            Optimizers.Names.Where(name => name.Contains(' ')).Select(name => name.Split(' ')[0]).Distinct().Order());
    }

    // Compares how far each parameter went, so that an error does not hide behind the parameter's size: to 1e-5 of the way,
    // and what rounding the parameter in each of 20 steps can add.
    private static void AssertSameMove(float[] start, float[] expected, float[] actual, string what)
    {
        for (int i = 0; i < start.Length; i++)
        {
            double way = Math.Abs((double)expected[i] - start[i]);
            double allowed = (1e-5 * way) + (20 * 6e-8 * Math.Max(Math.Abs(start[i]), Math.Abs(expected[i])));
            double error = Math.Abs((double)expected[i] - actual[i]);
            Assert.True(
                error <= allowed, $"{what}[{i}]: from {start[i]:G9} to {expected[i]:G9} within {allowed:G3}, but got {actual[i]:G9}.");
        }
    }
}
