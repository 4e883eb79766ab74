using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG021: the softmax of a single value is always 1.</summary>
public sealed class SoftmaxOfOneTests
{
    [Theory]
    [InlineData(
        "Dense(4, 1), {|FCG021:Softmax|}",
        "Layer 1 (Softmax) is applied to a single value, whose softmax is always 1: use Sigmoid for binary classification, or at least two outputs")]
    [InlineData(
        "Dense(1), {|FCG021:LogSoftmax|}",
        "Layer 1 (LogSoftmax) is applied to a single value, whose softmax is always 1 and log-softmax always 0: "
            + "use BinaryCrossEntropyWithLogits without it for binary classification, or at least two outputs")]
    [InlineData(
        "Dense(8), ReLU, Dense(1), {|FCG021:Softmax(Name = \"answer\")|}",
        "Layer 3 'answer' (Softmax) is applied to a single value, whose softmax is always 1: use Sigmoid for binary classification, or at least two outputs")]
    [InlineData("Dense(1), {|FCG021:FcGen.SoftmaxAttribute()|}, Dense(3)")]
    [InlineData("Dense(1), Dropout(0.1f), {|FCG021:Softmax|}, Concat(\"input\")")]
    [InlineData("Dense(1), {|FCG021:Softmax|}, {|FCG021:LogSoftmax|}")]
    [InlineData("Dense({|FCG001:5|}, 1), {|FCG021:Softmax|}")]
    public void A_layer_is_reported_as_a_whole(string layers, params string[] messages) => AnalyzerCheck.Reports(Network(layers), messages);

    [Fact]
    public void An_input_of_one_value_counts() =>
        AnalyzerCheck.Reports("[Network] [Input(1)] [{|FCG021:Softmax|}, Dense(1, 3)] partial class Net;");

    [Theory]
    [InlineData("[Input(1, 5)] [{|FCG021:Softmax|}]")]
    [InlineData("[Sequence(5, 1)] [ReLU, {|FCG021:Softmax|}]")]
    [InlineData("[Input(5, 1)] [Transpose, Dense(1), {|FCG021:Softmax|}]")]
    public void Channels_are_counted_and_not_positions(string layers) =>
        AnalyzerCheck.Reports($"[Network] {layers} partial class Net;");

    [Theory]
    [InlineData("Dense(2), Softmax")]
    [InlineData("Dense(1), Sigmoid")]
    [InlineData("Dense(1), Concat(\"input\"), Softmax")]
    [InlineData("Softmax, Dense(1)")]
    [InlineData("Dense(1), LayerNorm, HardSigmoid")]
    [InlineData("Dense(1), Tanh, Dense(2), LogSoftmax")]
    public void Other_layers_and_sizes_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing(Network(layers));

    [Fact]
    public void A_size_that_is_not_known_is_not_judged() => AnalyzerCheck.Reports("[{|FCG003:Network|}] [Softmax, Dense(1)] partial class Net;");

    [Theory]
    [InlineData("new SoftmaxCrossEntropy()")]
    [InlineData("new FcGen.SoftmaxCrossEntropy { LabelSmoothing = 0.1f }")]
    [InlineData("(Loss)new SoftmaxCrossEntropy()")]
    public void A_loss_with_a_softmax_of_its_own_is_reported_for_one_output(string loss) => LossCheck.Reports(
        "Dense(1)",
        $"{{|FCG021:{loss}|}}",
        "SoftmaxCrossEntropy of 'Net' is applied to a single value, whose softmax is always 1 and loss always 0: "
            + "use BinaryCrossEntropyWithLogits for binary classification, or at least two outputs");

    [Fact]
    public void Both_are_reported_for_their_own_place() =>
        LossCheck.Reports("Dense(1), {|FCG021:Softmax|}", "{|FCG021:new SoftmaxCrossEntropy()|}");

    [Theory]
    [InlineData("Dense(2)", "new SoftmaxCrossEntropy()")]
    [InlineData("Dense(1)", "new BinaryCrossEntropyWithLogits()")]
    [InlineData("Dense(1)", "new MeanSquaredError()")]
    [InlineData("Dense(1)", "any")]
    [InlineData("Dense(1), Concat(\"input\")", "new SoftmaxCrossEntropy()")]
    public void Other_losses_and_more_outputs_are_not_reported(string layers, string loss) => LossCheck.ReportsNothing(layers, loss);

    [Theory]
    [InlineData("Dense(1), Softmax", "Dense(1), Sigmoid")]
    [InlineData("Dense(1), FcGen.SoftmaxAttribute()", "Dense(1), FcGen.Sigmoid()")]
    [InlineData("Dense(1), Softmax(Name = \"answer\")", "Dense(1), Sigmoid(Name = \"answer\")")]
    public void The_layer_is_changed_to_Sigmoid(string layers, string repaired)
    {
        CodeFixCheck.Fixes(Network(layers), "Change the layer to Sigmoid", Network(repaired));
        AnalyzerCheck.ReportsNothing(Network(repaired));
    }

    [Theory]
    [InlineData("new SoftmaxCrossEntropy()", "new BinaryCrossEntropyWithLogits()")]
    [InlineData("new global::FcGen.SoftmaxCrossEntropy()", "new global::FcGen.BinaryCrossEntropyWithLogits()")]
    [InlineData("loss: new SoftmaxCrossEntropy( /* of one */ )", "loss: new BinaryCrossEntropyWithLogits( /* of one */ )")]
    public void The_loss_is_changed_to_the_one_for_a_yes_or_no(string loss, string repaired)
    {
        LossCheck.Fixes(("Dense(1)", loss), "Change the loss to BinaryCrossEntropyWithLogits", ("Dense(1)", repaired));
        LossCheck.ReportsNothing("Dense(1)", repaired);
    }

    [Fact]
    public void The_logarithm_of_a_softmax_is_not_changed() => CodeFixCheck.Offers(Network("Dense(1), LogSoftmax"));

    [Fact]
    public void A_loss_with_options_is_not_changed() => LossCheck.Offers("Dense(1)", "new SoftmaxCrossEntropy { ClassWeights = [1] }");

    [Fact]
    public void All_layers_are_changed_together() => CodeFixCheck.FixesAll(
        [
            Network("Dense(1), Softmax, Concat(\"input\"), Dense(1), Softmax"),
            "[Network, Input(4), Dense(1), Softmax] partial class Other;",
        ],
        "FCG021.layer",
        [
            Network("Dense(1), Sigmoid, Concat(\"input\"), Dense(1), Sigmoid"),
            "[Network, Input(4), Dense(1), Sigmoid] partial class Other;",
        ]);

    [Fact]
    public void All_losses_are_changed_together() => CodeFixCheck.FixesAll(
        Trainers("SoftmaxCrossEntropy"), "FCG021.loss", Trainers("BinaryCrossEntropyWithLogits"));

    private static string Network(string layers) => $"[Network] [Input(4)] [{layers}] partial class Net;";

    private static string Trainers(string loss) =>
        $$"""
        class User
        {
            readonly Trainer<Net> _first = new(new(), new {{loss}}(), new Adam(), 8);
            readonly Trainer<Net> _second = new(new(), new {{loss}}(), new Sgd(), 8);
            object Third() => new Trainer<Net>(new(), new {{loss}}(), new AdamW(), 8);
        }
        {{Network("Dense(1)")}}
        """;
}
