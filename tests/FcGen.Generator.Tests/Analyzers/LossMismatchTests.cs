using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG020: the loss of a trainer does not fit the last layer of its network.</summary>
public sealed class LossMismatchTests
{
    [Fact]
    public void Softmax_before_SoftmaxCrossEntropy() => AnalyzerCheck.Reports(
        Program("Dense(4, 3), Softmax", "{|FCG020:new SoftmaxCrossEntropy()|}"),
        "SoftmaxCrossEntropy applies softmax itself, but the last layer of 'Net', layer 1 (Softmax), has applied it already: leave that layer out");

    [Fact]
    public void The_activation_is_left_out() => CodeFixCheck.Fixes(
        Program("Dense(4, 3), Softmax", "new SoftmaxCrossEntropy()"),
        "Leave out the last layer, Softmax",
        Program("Dense(4, 3)", "new SoftmaxCrossEntropy()"));

    private static string Program(string layers, string loss) =>
        $$"""
        class Program
        {
            static void Main() => _ = new Trainer<Net>(new Net(), {{loss}}, new Adam(), 8);
        }

        [Network]
        [Input(4)]
        [{{layers}}]
        public sealed partial class Net;
        """;
}
