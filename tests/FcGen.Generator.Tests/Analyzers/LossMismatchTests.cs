using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG020: the loss of a trainer does not match the last layer of its network.</summary>
public sealed class LossMismatchTests
{
    private const string SoftmaxTwice = "SoftmaxCrossEntropy applies softmax itself, but the last layer of 'Net', layer 1 (Softmax), already applies it: remove that layer";

    /// <summary>torch.nn.CrossEntropyLoss: "The input is expected to contain the unnormalized logits for each class".</summary>
    [Theory]
    [InlineData("Dense(4, 3), Softmax", SoftmaxTwice)]
    [InlineData(
        "Dense(3), LogSoftmax",
        "SoftmaxCrossEntropy applies softmax itself, but the last layer of 'Net', layer 1 (LogSoftmax), already applies it: remove that layer")]
    [InlineData(
        "Dense(3), Softmax(Name = \"classes\")",
        "SoftmaxCrossEntropy applies softmax itself, but the last layer of 'Net', layer 1 'classes' (Softmax), already applies it: remove that layer")]
    [InlineData("Softmax")]
    [InlineData("Dense(8), Add(\"0\"), Softmax")]
    public void Softmax_before_SoftmaxCrossEntropy(string layers, params string[] messages) =>
        LossCheck.Reports(layers, "{|FCG020:new SoftmaxCrossEntropy()|}", messages);

    /// <summary>The softmax would be over all values of all steps together.</summary>
    [Theory]
    [InlineData("SoftmaxCrossEntropy", "Sequence(10, 6)", "Dense(2)", "layer 0 (Dense 6 -> 2), outputs a sequence of 10 x 2")]
    [InlineData("SoftmaxCrossEntropy", "Input(3, 10)", "Transpose, Dense(2), Transpose", "layer 2 (Transpose), outputs a signal of 2 x 10")]
    [InlineData("NegativeLogLikelihood", "Sequence(10, 6)", "Dense(2), LogSoftmax", "layer 1 (LogSoftmax), outputs a sequence of 10 x 2")]
    public void Several_positions_before_a_loss_of_classes(string loss, string input, string layers, string outputs) => AnalyzerCheck.Reports(
        LossCheck.Program(layers, $"{{|FCG020:new {loss}()|}}", input),
        $"{loss} expects one vector with a value for each class, but the last layer of 'Net', {outputs}: add Flatten and Dense");

    [Theory]
    [InlineData("SoftmaxCrossEntropy", "Sequence(10, 6)", "Dense(2), Flatten, Dense(2)")]
    [InlineData("MeanSquaredError", "Sequence(10, 6)", "Dense(2)")]
    [InlineData("BinaryCrossEntropyWithLogits", "Sequence(10, 6)", "Dense(1)")]
    public void A_vector_of_classes_or_a_loss_of_single_values(string loss, string input, string layers) =>
        AnalyzerCheck.ReportsNothing(LossCheck.Program(layers, $"new {loss}()", input));

    /// <summary>torch.nn.BCEWithLogitsLoss: "This loss combines a Sigmoid layer and the BCELoss in one single class".</summary>
    [Theory]
    [InlineData(
        "Dense(1), Sigmoid",
        "BinaryCrossEntropyWithLogits applies a sigmoid itself, but the last layer of 'Net', layer 1 (Sigmoid), already applies it: "
            + "remove that layer, or use BinaryCrossEntropy")]
    [InlineData(
        "Dense(3), HardSigmoid",
        "BinaryCrossEntropyWithLogits expects logits, but the last layer of 'Net', layer 1 (HardSigmoid), outputs probabilities: "
            + "remove that layer, or use BinaryCrossEntropy")]
    [InlineData(
        "Dense(3), Softmax",
        "BinaryCrossEntropyWithLogits expects logits, but the last layer of 'Net', layer 1 (Softmax), outputs probabilities: "
            + "remove that layer, or use BinaryCrossEntropy")]
    [InlineData("Sigmoid")]
    [InlineData("Dense(1), Concat(\"input\"), Sigmoid")]
    public void Probabilities_before_BinaryCrossEntropyWithLogits(string layers, params string[] messages) =>
        LossCheck.Reports(layers, "{|FCG020:new BinaryCrossEntropyWithLogits()|}", messages);

    /// <summary>torch.nn.BCELoss: the input are "numbers between 0 and 1"; anything else is an error there.</summary>
    [Theory]
    [InlineData(
        "Dense(1)",
        "BinaryCrossEntropy expects probabilities, but the last layer of 'Net', layer 0 (Dense 4 -> 1), outputs values outside [0, 1]: "
            + "use BinaryCrossEntropyWithLogits, or Sigmoid as the last layer")]
    [InlineData(
        "Dense(3), Tanh",
        "BinaryCrossEntropy expects probabilities, but the last layer of 'Net', layer 1 (Tanh), outputs values outside [0, 1]: "
            + "use BinaryCrossEntropyWithLogits, or Sigmoid as the last layer")]
    [InlineData("Dense(3), Sigmoid, Dense(1), LeakyReLU")]
    [InlineData("Dense(3), PReLU")]
    [InlineData("Dense(3), LogSoftmax")]
    [InlineData("Dense(3), Sigmoid, BatchNorm")]
    [InlineData("Dense(3), Softmax, LayerNorm")]
    public void Numbers_of_any_size_before_BinaryCrossEntropy(string layers, params string[] messages) =>
        LossCheck.Reports(layers, "{|FCG020:new BinaryCrossEntropy()|}", messages);

    /// <summary>torch.nn.NLLLoss: "The input given through a forward call is expected to contain log-probabilities of each class".</summary>
    [Theory]
    [InlineData(
        "Dense(3)",
        "NegativeLogLikelihood expects log-probabilities, but the last layer of 'Net', layer 0 (Dense 4 -> 3), outputs logits: "
            + "use SoftmaxCrossEntropy, or LogSoftmax as the last layer")]
    [InlineData(
        "Dense(3), Softmax",
        "NegativeLogLikelihood expects log-probabilities, but the last layer of 'Net', layer 1 (Softmax), outputs probabilities: "
            + "use LogSoftmax instead of that layer")]
    [InlineData(
        "Dense(1)",
        "NegativeLogLikelihood expects log-probabilities, but the last layer of 'Net', layer 0 (Dense 4 -> 1), outputs one logit: "
            + "use BinaryCrossEntropyWithLogits")]
    [InlineData("Dense(8), ReLU, Dense(3, Bias = false, Name = \"head\")")]
    [InlineData("Softmax(Name = \"all\")")]
    [InlineData("Dense(3), Softmax, Softmax")]
    public void Other_than_logarithms_before_NegativeLogLikelihood(string layers, params string[] messages) =>
        LossCheck.Reports(layers, "{|FCG020:new NegativeLogLikelihood()|}", messages);

    [Theory]
    [InlineData("{|FCG020:new FcGen.SoftmaxCrossEntropy()|}")]
    [InlineData("{|FCG020:new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }|}")]
    [InlineData("{|FCG020:(Loss)new SoftmaxCrossEntropy()|}")]
    [InlineData("loss: {|FCG020:new global::FcGen.SoftmaxCrossEntropy()|}")]
    [InlineData("{|FCG020:new SoftmaxCrossEntropy()|}!")]
    public void The_place_is_the_loss_however_it_is_written(string loss) => LossCheck.Reports("Dense(3), Softmax", loss, SoftmaxTwice);

    [Theory]
    [InlineData("Trainer<Net> trainer = new(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    [InlineData("var loss = new SoftmaxCrossEntropy(); var trainer = new Trainer<Net>(new Net(), {|FCG020:loss|}, new Adam(), 8);")]
    [InlineData("SoftmaxCrossEntropy loss = new(); _ = new FcGen.Trainer<Net>(new Net(), {|FCG020:loss|}, new Adam(), 8) { Seed = 1 };")]
    [InlineData("_ = new Trainer<Net>(batchSize: 8, loss: {|FCG020:new SoftmaxCrossEntropy()|}, network: new Net(), optimizer: new Adam());")]
    [InlineData("Use(new Trainer<Net>(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8));")]
    [InlineData("Use(new(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8));")]
    [InlineData("_ = new NetTrainer(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    [InlineData("System.Func<Trainer<Net>> make = () => new(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    [InlineData("float loss = new Trainer<Net>(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8).Step(new float[4], new int[1]);")]
    public void The_trainer_is_found_however_it_is_made(string statements) => AnalyzerCheck.Reports(
        $$"""
        using NetTrainer = FcGen.Trainer<Net>;
        class Program { static void Use(Trainer<Net> trainer) { {{statements}} } }
        [Network, Input(4), Dense(3), Softmax] partial class Net;
        """,
        SoftmaxTwice);

    [Theory]
    [InlineData("Trainer<Net> _trainer = new(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    [InlineData("static readonly SoftmaxCrossEntropy Loss = new(); Trainer<Net> Trainer { get; } = new(new Net(), {|FCG020:Loss|}, new Adam(), 8);")]
    [InlineData("Trainer<Net> Make(Net net) => new(net, {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    [InlineData("Trainer<Net> Make(SoftmaxCrossEntropy loss) { return new(new Net(), {|FCG020:loss|}, new Adam(), 8); }")]
    [InlineData("Trainer<Net>? _trainer; void Make() => _trainer ??= new(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8);")]
    public void The_trainer_is_found_in_whatever_member_it_is_made(string member) => AnalyzerCheck.Reports(
        $"class User {{ {member} }} [Network, Input(4), Dense(3), Softmax] partial class Net;", SoftmaxTwice);

    [Theory]
    [InlineData("Dense(3)", "new SoftmaxCrossEntropy()")]
    [InlineData("Dense(3), Tanh", "new SoftmaxCrossEntropy()")]
    [InlineData("Dense(3), Softmax, Dense(3)", "new SoftmaxCrossEntropy()")]
    [InlineData("Dense(1)", "new BinaryCrossEntropyWithLogits()")]
    [InlineData("Dense(3), Sigmoid, Dense(1)", "new BinaryCrossEntropyWithLogits { PositiveWeight = [2] }")]
    [InlineData("Dense(1), Sigmoid", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), HardSigmoid", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), Softmax", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), LogSoftmax", "new NegativeLogLikelihood()")]
    [InlineData("Dense(3), Softmax", "new MeanSquaredError()")]
    [InlineData("Dense(3), Sigmoid", "new Huber()")]
    [InlineData("Dense(3)", "new MeanAbsoluteError()")]
    public void Losses_that_fit_are_not_reported(string layers, string loss) => LossCheck.ReportsNothing(layers, loss);

    [Theory]
    [InlineData("Dense(1), Sigmoid, Tanh", "new BinaryCrossEntropy()")]
    [InlineData("Dense(4), Sigmoid, ELU", "new BinaryCrossEntropy()")]
    [InlineData("Dense(4), Softmax, PReLU", "new BinaryCrossEntropy()")]
    [InlineData("Dense(4), Add(\"input\")", "new BinaryCrossEntropy()")]
    [InlineData("Dense(4), Sigmoid, Concat(\"input\")", "new BinaryCrossEntropy()")]
    [InlineData("Tanh", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), Tanh", "new NegativeLogLikelihood()")]
    [InlineData("Dense(3), LogSoftmax, Concat(\"0\")", "new NegativeLogLikelihood()")]
    [InlineData("Dense(4), Softmax, Add(\"input\")", "new SoftmaxCrossEntropy()")]
    public void Possibly_intended_code_is_not_reported(string layers, string loss) => LossCheck.ReportsNothing(layers, loss);

    [Theory]
    [InlineData("any")]
    [InlineData("new Own()")]
    [InlineData("DateTime.Now.Second > 1 ? new SoftmaxCrossEntropy() : any")]
    [InlineData("(Loss?)Activator.CreateInstance(typeof(SoftmaxCrossEntropy)) ?? any")]
    public void A_loss_that_is_not_certain_or_the_users_own_is_not_reported(string loss) => LossCheck.ReportsNothing("Dense(3), Softmax", loss);

    [Theory]
    [InlineData("class User { Trainer<T> Make<T>(T net) where T : class, INetwork<T> => new(net, new SoftmaxCrossEntropy(), new Adam(), 8); }")]
    [InlineData("class Trainer(Net net, SoftmaxCrossEntropy loss, Adam a, int b) { object Make() => new Trainer(net, loss, a, b); }")]
    [InlineData("class SoftmaxCrossEntropy : Own { Trainer<Net> Make() => new(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8); }")]
    public void Trainers_of_any_network_and_types_that_only_share_a_name_are_not_reported(string code) => AnalyzerCheck.ReportsNothing(
        $$"""
        using System;
        {{code}}
        class Own : Loss
        {
            public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) => 0;
        }
        [Network, Input(4), Dense(3), Softmax] partial class Net;
        """);

    [Fact]
    public void Dropout_after_the_activation_changes_nothing_in_predictions() => LossCheck.Reports(
        "Dense(3), Softmax, {|FCG023:Dropout(0.1f)|}",
        "{|FCG020:new SoftmaxCrossEntropy()|}",
        SoftmaxTwice,
        "Layer 2 (Dropout 0.1) is the last layer: in training it zeroes outputs at random, and no later layer compensates");

    [Fact]
    public void For_a_network_with_errors_only_the_error_is_reported() =>
        LossCheck.Reports("Dense({|FCG001:5|}, 3), Softmax", "new SoftmaxCrossEntropy()");

    [Fact]
    public void It_can_be_switched_off() =>
        AnalyzerCheck.ReportsNothing("#pragma warning disable FCG020\n" + LossCheck.Program("Dense(3), Softmax", "new SoftmaxCrossEntropy()"));
}
