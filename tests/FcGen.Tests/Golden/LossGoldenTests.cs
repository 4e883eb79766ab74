namespace FcGen.Tests.Golden;

/// <summary>Losses give PyTorch's values and gradients.</summary>
public class LossGoldenTests
{
    private const string Weighted = ", sampleWeights";

    private static readonly GoldenFile Losses = GoldenFile.Read("losses");

    /// <summary>Such as <c>7x3 Huber: outputs, targets</c>: shape, loss, what it is given for outputs and for targets.</summary>
    public static TheoryData<string> Cases => [.. CaseNames];

    /// <summary>The cases of which PyTorch also has the values with sample weights.</summary>
    public static TheoryData<string> WeightedCases => [.. WeightedNames];

    private static IEnumerable<string> CaseNames => Losses.Names.Where(
        name => name.Contains(':') && !name.EndsWith(Weighted, StringComparison.Ordinal));

    private static IEnumerable<string> WeightedNames => CaseNames.Where(name => Losses.Has($"{name}{Weighted}"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient_are_those_of_PyTorch(string name) => AssertCase(name, name, []);

    [Theory]
    [MemberData(nameof(WeightedCases))]
    public void Value_and_gradient_with_sample_weights_are_those_of_PyTorch(string name) =>
        AssertCase(name, $"{name}{Weighted}", Losses.Floats($"{Split(name).Shape} sampleWeights"));

    [Fact]
    public void Every_loss_with_every_option_has_a_case()
    {
        // What outputs decide is no option, and nothing that PyTorch's losses know.
        GoldenOptions.AssertCovered(
            typeof(Loss), [.. GoldenLosses.Names.Select(name => GoldenLosses.Create(name, width: 3))], nameof(Loss.DecisionThreshold));
        Assert.Equal(GoldenLosses.Names.Order(), CaseNames.Select(name => Split(name).Loss).Distinct().Order());
        Assert.Equal(GoldenLosses.Names.Order(), WeightedNames.Select(name => Split(name).Loss).Distinct().Order());
    }

    private static void AssertCase(string name, string expectedName, float[] sampleWeights)
    {
        (string shape, string lossName, string given, string wanted) = Split(name);
        int width = int.Parse(shape.Split('x')[1]);
        Loss loss = GoldenLosses.Create(lossName, width);
        float[] outputs = Losses.Floats($"{shape} {given}");
        float[] gradients = new float[outputs.Length];

        float value = wanted.EndsWith("labels", StringComparison.Ordinal)
            ? loss.Compute(outputs, Losses.Integers($"{shape} {wanted}"), sampleWeights, width, gradients)
            : loss.Compute(outputs, Losses.Floats($"{shape} {wanted}"), sampleWeights, width, gradients);

        GoldenFile expected = Losses.Part(expectedName);
        Close.Assert([expected.Number("loss")], [value], 1e-6, "loss");
        Close.Assert(expected.Floats("gradient"), gradients, 2e-6, "gradient");
    }

    private static (string Shape, string Loss, string Given, string Wanted) Split(string name)
    {
        string[] parts = name.Split(' ', ':', ',').Where(part => part.Length > 0).ToArray();
        return (parts[0], parts[1], parts[^2], parts[^1]);
    }
}
