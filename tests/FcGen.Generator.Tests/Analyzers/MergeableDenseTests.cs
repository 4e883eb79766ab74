using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG022: two consecutive dense layers are equivalent to one.</summary>
public sealed class MergeableDenseTests
{
    [Theory]
    [InlineData(
        "Dense(4, 8), {|FCG022:Dense(8, 3)|}",
        "Layer 1 (Dense 8 -> 3) directly follows layer 0 (Dense 4 -> 8): together they are equivalent to one Dense 4 -> 3")]
    [InlineData(
        "Dense(8, Name = \"a\"), {|FCG022:Dense(3, Name = \"b\")|}",
        "Layer 1 'b' (Dense 8 -> 3) directly follows layer 0 'a' (Dense 4 -> 8): together they are equivalent to one Dense 4 -> 3")]
    [InlineData("Dense(8), ReLU, Dense(8), {|FCG022:FcGen.DenseAttribute(outputs: 3)|}")]
    [InlineData("Dense(8, Bias = false), {|FCG022:Dense(3, Init = Init.Zeros)|}")]
    [InlineData("Dense(8), {|FCG022:Dense(8)|}, {|FCG022:Dense(3)|}")]
    [InlineData("Dense(4)] [{|FCG022:Dense(4)|}, Softmax")]
    [InlineData("Dense(2), {|FCG022:Dense(2)|}")]
    [InlineData("Dense(8), {|FCG022:Dense(4)|}, Add(\"1\")")]
    [InlineData("Dense(8), {|FCG022:Dense(4)|}, Concat(\"input\")")]
    [InlineData("Dense({|FCG001:5|}, 8), {|FCG022:Dense(8, 3)|}")]
    public void The_second_layer_is_reported_as_a_whole(string layers, params string[] messages) => AnalyzerCheck.Reports(Network(layers), messages);

    [Theory]
    [InlineData("Dense(8), ReLU, Dense(3)")]
    [InlineData("Dense(8), BatchNorm, Dense(3)")]
    [InlineData("Dense(8), LayerNorm, Dense(3)")]
    [InlineData("Dense(8), Dropout(0.1f), Dense(3)")]
    [InlineData("Dense(8), Softmax, Dense(3)")]
    [InlineData("Dense(4), Add(\"input\"), Dense(3)")]
    [InlineData("Dense(8), Concat(\"input\"), Dense(3)")]
    public void Layers_with_something_between_them_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing(Network(layers));

    [Theory]
    [InlineData("Dense(8), Dense(8), Add(\"0\")")]
    [InlineData("Dense(8, Name = \"first\"), Dense(3), Concat(\"first\")")]
    [InlineData("Dense(8), Dense(3), Tanh, Concat(\"0\"), Dense(2)")]
    public void Layers_of_which_another_one_sees_the_values_between_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing(Network(layers));

    /// <summary>A bottleneck of 1 or 2 values has fewer weights than a single layer, so it is not reported.</summary>
    [Theory]
    [InlineData("Dense(2), Dense(3)")]
    [InlineData("Dense(1, Bias = false), Dense(4)")]
    [InlineData("Dense(64), ReLU, Dense(8, Bias = false), Dense(64), ReLU, Dense(3)")]
    public void A_bottleneck_is_not_reported(string layers) => AnalyzerCheck.ReportsNothing(Network(layers));

    [Fact]
    public void Layers_that_do_not_fit_are_not_reported_as_one() => AnalyzerCheck.Reports(Network("Dense(8), Dense({|FCG001:9|}, 3)"));

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.ReportsNothing("#pragma warning disable FCG022\n" + Network("Dense(8), Dense(3)"));

    /// <summary>One layer with the product of the weight matrices computes the same outputs as two layers with random weights.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Reports_are_correct(bool firstBias, bool secondBias)
    {
        string Bias(bool has) => has ? string.Empty : ", Bias = false";
        object? difference = GeneratorHarness.Load(
            $$"""
            using FcGen;
            using System;

            [Network, Input(4), Dense(8{{Bias(firstBias)}}), Dense(3{{Bias(secondBias)}})] partial class Two;
            [Network, Input(4), Dense(3)] partial class One;

            public static class Program
            {
                public static double Difference()
                {
                    var two = new Two(seed: 1);
                    foreach (TensorInfo tensor in two.Tensors)
                    {
                        var values = new float[tensor.Name.EndsWith("bias") ? tensor.Name[0] == '0' ? 8 : 3 : 0];
                        for (int i = 0; i < values.Length; i++) { values[i] = 0.1f * (i + 1); }
                        if (values.Length > 0) { two.SetTensor(tensor.Name, values); }
                    }

                    // Columns of the product are the outputs for unit vectors, less those for zeros.
                    float[] zeros = Outputs(two, new float[4]);
                    var weights = new float[12];
                    for (int i = 0; i < 4; i++)
                    {
                        var unit = new float[4];
                        unit[i] = 1;
                        float[] column = Outputs(two, unit);
                        for (int k = 0; k < 3; k++) { weights[k * 4 + i] = column[k] - zeros[k]; }
                    }

                    var one = new One();
                    one.SetTensor("0.weight", weights);
                    one.SetTensor("0.bias", zeros);
                    float[] input = [0.3f, -2, 1.5f, 0.7f];
                    float[] expected = Outputs(two, input);
                    float[] actual = new float[3];
                    one.Forward(input, actual);
                    double worst = 0;
                    for (int k = 0; k < 3; k++) { worst = Math.Max(worst, Math.Abs(expected[k] - actual[k])); }
                    return expected[0] == 0 ? 1 : worst;
                }

                static float[] Outputs(Two net, float[] input) { var result = new float[3]; net.Forward(input, result); return result; }
            }
            """).GetType("Program")!.GetMethod("Difference")!.Invoke(null, null);
        Assert.InRange((double)difference!, 0, 1e-5);
    }

    private static string Network(string layers) => $"[Network] [Input(4)] [{layers}] partial class Net;";
}
