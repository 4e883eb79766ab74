namespace FcGen.Tests.Golden;

/// <summary>Losses give PyTorch's values and gradients.</summary>
public class LossGoldenTests
{
    private static readonly GoldenFile Losses = GoldenFile.Read("losses");

    public static TheoryData<string> Shapes =>
        [.. Losses.Names.Where(name => name.EndsWith(" outputs")).Select(name => name.Split(' ')[0])];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mean_squared_error_is_that_of_PyTorch(string shape) =>
        AssertEqual(shape, "MeanSquaredError", (outputs, width, wanted, gradients) =>
            new MeanSquaredError().Compute(outputs, Losses.Floats(wanted), width, gradients));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cross_entropy_of_labels_is_that_of_PyTorch(string shape) =>
        AssertEqual(shape, "SoftmaxCrossEntropy labels", (outputs, width, wanted, gradients) =>
            new SoftmaxCrossEntropy().Compute(outputs, Losses.Integers(wanted), width, gradients));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cross_entropy_of_distributions_is_that_of_PyTorch(string shape) =>
        AssertEqual(shape, "SoftmaxCrossEntropy distributions", (outputs, width, wanted, gradients) =>
            new SoftmaxCrossEntropy().Compute(outputs, Losses.Floats(wanted), width, gradients));

    private static void AssertEqual(string shape, string loss, Func<float[], int, string, float[], float> compute)
    {
        int width = int.Parse(shape.Split('x')[1]);
        float[] outputs = Losses.Floats($"{shape} outputs");
        float[] gradients = new float[outputs.Length];

        float value = compute(outputs, width, $"{shape} {loss}", gradients);

        Close.Assert([Losses.Number($"{shape} {loss} loss")], [value], 1e-6, "loss");
        Close.Assert(Losses.Floats($"{shape} {loss} gradient"), gradients, 2e-6, "gradient");
    }
}
