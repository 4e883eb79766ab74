#pragma warning disable FCG010 // What happens at run time is tested here.

namespace FcGen.Tests.Networks;

/// <summary>A span of a wrong length is refused by every member, with a message that names the length expected and the one given.</summary>
public sealed class SpanLengthTests
{
    private readonly EveryLayer _network = new();

    [Theory]
    [InlineData(4, 7, "input", "Expected 5 values, but 'input' has 4.")]
    [InlineData(6, 7, "input", "Expected 5 values, but 'input' has 6.")]
    [InlineData(0, 7, "input", "Expected 5 values, but 'input' has 0.")]
    [InlineData(5, 6, "output", "Expected 7 values, but 'output' has 6.")]
    [InlineData(5, 8, "output", "Expected 7 values, but 'output' has 8.")]
    [InlineData(5, 0, "output", "Expected 7 values, but 'output' has 0.")]
    public void Forward(int inputs, int outputs, string parameter, string message) =>
        AssertRefused(parameter, message, () => _network.Forward(new float[inputs], new float[outputs]));

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void Classify(int inputs) =>
        AssertRefused("input", $"Expected 5 values, but 'input' has {inputs}.", () => _network.Classify(new float[inputs]));

    [Theory]
    [InlineData(9, 14, "inputs", "Expected a multiple of 5 values (5 for each sample), but 'inputs' has 9.")]
    [InlineData(10, 13, "outputs", "Expected 14 values (2 samples of 7), but 'outputs' has 13.")]
    [InlineData(10, 21, "outputs", "Expected 14 values (2 samples of 7), but 'outputs' has 21.")]
    [InlineData(0, 7, "outputs", "Expected 0 values (0 samples of 7), but 'outputs' has 7.")]
    public void ForwardBatch_and_ForwardTraining(int inputs, int outputs, string parameter, string message)
    {
        AssertRefused(parameter, message, () => _network.ForwardBatch(new float[inputs], new float[outputs]));
        TrainingWorkspace workspace = EveryLayer.CreateWorkspace(8);
        AssertRefused(parameter, message, () => _network.ForwardTraining(new float[inputs], new float[outputs], workspace));
        Assert.Equal(0, workspace.Samples);
    }

    [Theory]
    [InlineData(5, 14, 0, 0, "inputs", "Expected 10 values, but 'inputs' has 5.")]
    [InlineData(10, 7, 0, 0, "outputGradients", "Expected 14 values, but 'outputGradients' has 7.")]
    [InlineData(10, 14, -1, 0, "parameterGradients", "Expected {0} values, but 'parameterGradients' has {1}.")]
    [InlineData(10, 14, 1, 0, "parameterGradients", "Expected {0} values, but 'parameterGradients' has {1}.")]
    [InlineData(10, 14, 0, 5, "inputGradients", "Expected 10 values, but 'inputGradients' has 5.")]
    [InlineData(10, 14, 0, 15, "inputGradients", "Expected 10 values, but 'inputGradients' has 15.")]
    public void Backward(int inputs, int outputGradients, int moreGradients, int inputGradients, string parameter, string message)
    {
        TrainingWorkspace workspace = EveryLayer.CreateWorkspace(3);
        _network.ForwardTraining(new float[10], new float[14], workspace);
        int packed = _network.Parameters.Length;
        AssertRefused(
            parameter,
            string.Format(message, packed, packed + moreGradients),
            () => _network.Backward(new float[inputs], new float[outputGradients], workspace, new float[packed + moreGradients], new float[inputGradients]));
    }

    [Fact]
    public void GetTensor_and_SetTensor()
    {
        const string Message = "Tensor '0.weight' [11, 5] has 55 values, but the span has 54.";
        AssertRefused("destination", Message, () => _network.GetTensor("0.weight", new float[54]));
        AssertRefused("values", Message, () => _network.SetTensor("0.weight", new float[54]));
    }

    [Theory]
    [InlineData("1.weight")]
    [InlineData("3.bias")]
    [InlineData("")]
    public void A_tensor_that_is_not_there(string name) => AssertRefused(
        "name",
        $"The network has no tensor '{name}'; it has '0.weight', '0.bias', '3.weight', '5.weight', '5.bias', '7.weight', '7.bias'.",
        () => _network.GetTensor(name, new float[1]));

    [Fact]
    public void A_batch_larger_than_the_workspace()
    {
        TrainingWorkspace workspace = EveryLayer.CreateWorkspace(2);
        AssertRefused(
            "inputs",
            "The workspace holds at most 2 samples, but the batch has 3.",
            () => _network.ForwardTraining(new float[15], new float[21], workspace));
        AssertRefused("inputs", "A batch needs at least 1 sample, but has none.", () => _network.ForwardTraining([], [], workspace));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_workspace_of_no_samples_or_too_many(int batchSize)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => EveryLayer.CreateWorkspace(batchSize));
        Assert.Equal("batchSize", exception.ParamName);
        Assert.Equal(batchSize, exception.ActualValue);
    }

    [Fact]
    public void Backward_before_ForwardTraining()
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
            _network.Backward(new float[5], new float[7], EveryLayer.CreateWorkspace(1), new float[_network.Parameters.Length]));
        Assert.Equal("A backward pass needs a forward pass before it, but this workspace has run none.", exception.Message);
    }

    [Fact]
    public void A_workspace_of_another_network()
    {
        TrainingWorkspace workspace = EveryLayerAgain.CreateWorkspace(1);
        const string Message = "The workspace was created for EveryLayerAgain, but was passed to EveryLayer.";
        AssertRefused("workspace", Message, () => _network.ForwardTraining(new float[5], new float[7], workspace));
        AssertRefused("workspace", Message, () => _network.Backward(new float[5], new float[7], workspace, new float[_network.Parameters.Length]));
    }

    private static void AssertRefused(string parameter, string message, Action call)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, exception.ParamName);
        Assert.StartsWith(message, exception.Message);
    }
}
