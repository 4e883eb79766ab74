namespace FcGen.Tests.Networks;

/// <summary>Input and output may be one span, or two that have nothing in common.</summary>
public sealed class OverlapTests
{
    private const int Rows = 101;

    [Fact]
    public void One_dense_layer() => OneSpanGivesTheSame<SquareDense>();

    [Fact]
    public void A_dense_layer_and_a_pass_of_its_own() => OneSpanGivesTheSame<SquareDenseSigmoid>();

    [Fact]
    public void A_dot_product() => OneSpanGivesTheSame<SquareDot>();

    [Fact]
    public void Several_layers() => OneSpanGivesTheSame<SquareDeep>();

    [Fact]
    public void No_dense_layer() => OneSpanGivesTheSame<SquareElementwise>();

    [Fact]
    public void The_input_is_added_to_the_output() => OneSpanGivesTheSame<SquareResidual>();

    [Fact]
    public void The_input_is_added_twice() => OneSpanGivesTheSame<SquareElementwiseResidual>();

    [Fact]
    public void Part_of_the_output_is_that_of_a_layer_before() => OneSpanGivesTheSame<SquareConcat>();

    [Fact]
    public void Norms() => OneSpanGivesTheSame<SquareNorms>();

    [Fact]
    public void Steps_of_a_sequence() => OneSpanGivesTheSame<SquareSequence>();

    [Fact]
    public void A_signal_that_is_transposed_on_the_way_in_and_out() => OneSpanGivesTheSame<SquareSignal>();

    [Fact]
    public void Another_order() => OneSpanGivesTheSame<SquareTranspose>();

    [Fact]
    public void Nothing_to_do() => OneSpanGivesTheSame<SquareDropout>();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(-5)]
    public void Spans_that_overlap_in_part_are_refused(int distance)
    {
        float[] memory = Samples.Random(24);
        float[] before = [.. memory];
        var exception = Assert.Throws<ArgumentException>(() => new SquareDeep().Forward(memory.AsSpan(8, 6), memory.AsSpan(8 + distance, 6)));
        Assert.Equal("output", exception.ParamName);
        Assert.StartsWith("The input (6 values) and the output (6 values) overlap; they must be the same span or disjoint.", exception.Message);
        Assert.Throws<ArgumentException>(() => new SquareDeep().ForwardBatch(memory.AsSpan(6, 12), memory.AsSpan(6 + distance, 12)));
        Assert.Equal(before, memory);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Training_refuses_to_write_over_what_it_reads(int distance)
    {
        float[] memory = Samples.Random(24);
        var network = new SquareDeep();
        TrainingWorkspace workspace = SquareDeep.CreateWorkspace(1);
        var exception = Assert.Throws<ArgumentException>(
            () => network.ForwardTraining(memory.AsSpan(8, 6), memory.AsSpan(8 + distance, 6), workspace));
        Assert.Equal("outputs", exception.ParamName);

        var outputs = new float[6];
        var gradients = new float[network.Parameters.Length];
        network.ForwardTraining(memory.AsSpan(8, 6), outputs, workspace);
        exception = Assert.Throws<ArgumentException>(
            () => network.Backward(memory.AsSpan(8, 6), outputs, workspace, gradients, memory.AsSpan(8 + distance, 6)));
        Assert.Equal("inputGradients", exception.ParamName);
        exception = Assert.Throws<ArgumentException>(
            () => network.Backward(memory.AsSpan(8, 6), outputs, workspace, network.Edit().Parameters));
        Assert.Equal("parameterGradients", exception.ParamName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-6)]
    [InlineData(4)]
    public void Spans_of_different_lengths_that_overlap_are_refused(int distance)
    {
        float[] memory = Samples.Random(24);
        Assert.Throws<ArgumentException>(() => new EveryLayer().Forward(memory.AsSpan(8, 5), memory.AsSpan(8 + distance, 7)));
    }

    [Fact]
    public void Neighbouring_spans_are_disjoint()
    {
        float[] memory = Samples.Random(24);
        var network = new EveryLayer();
        float[] expected = Samples.ForwardEach(network, memory[8..13]);
        network.Forward(memory.AsSpan(8, 5), memory.AsSpan(13, 7));
        Assert.Equal(expected, memory[13..20]);
        network.Forward(memory.AsSpan(8, 5), memory.AsSpan(1, 7));
        Assert.Equal(expected, memory[1..8]);
    }

    [Fact]
    public void Empty_spans_are_a_batch_of_nothing()
    {
        float[] memory = Samples.Random(6);
        float[] before = [.. memory];
        new SquareDeep().ForwardBatch(memory.AsSpan(3, 0), memory.AsSpan(3, 0));
        new SquareDeep().ForwardBatch([], []);
        Assert.Equal(before, memory);
    }

    private static void OneSpanGivesTheSame<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        Assert.Equal(TNetwork.InputSize, TNetwork.OutputSize);
        var network = new TNetwork();
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        float[] expected = Samples.ForwardEach(network, inputs);

        float[] one = [.. inputs];
        for (int start = 0; start < one.Length; start += TNetwork.InputSize)
        {
            network.Forward(one.AsSpan(start, TNetwork.InputSize), one.AsSpan(start, TNetwork.InputSize));
        }

        Assert.Equal(expected, one);
        var apart = new float[inputs.Length];
        network.ForwardBatch(inputs, apart);
        float[] batch = [.. inputs];
        network.ForwardBatch(batch, batch);
        Assert.Equal(apart, batch);
    }
}
