using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The fixes of FCG020: remove or change the last layer, or change the loss.</summary>
public sealed class LossMismatchFixTests
{
    private const string Drop = "Remove the last layer, ";

    [Theory]
    [InlineData("Dense(4, 3), Softmax", "Softmax", "Dense(4, 3)")]
    [InlineData("Dense(3)]\n[LogSoftmax", "LogSoftmax", "Dense(3)")]
    [InlineData("Dense(3)] [Softmax(Name = \"classes\")", "Softmax", "Dense(3)")]
    [InlineData("Dense(3),\n FcGen.SoftmaxAttribute()", "SoftmaxAttribute", "Dense(3)")]
    [InlineData("Dense(3) /* logits */, Softmax", "Softmax", "Dense(3) /* logits */")]
    [InlineData("Dense(3), // logits\n Softmax", "Softmax", "Dense(3) // logits\n")]
    [InlineData("\n    Dense(3),\n    // Probabilities.\n    Softmax\n", "Softmax", "\n    Dense(3)\n")]
    public void The_activation_is_left_out(string layers, string name, string repaired) =>
        LossCheck.Fixes((layers, "new SoftmaxCrossEntropy()"), Drop + name, (repaired, "new SoftmaxCrossEntropy()"));

    [Theory]
    [InlineData("Dense(1), Sigmoid", "new BinaryCrossEntropyWithLogits()", "BinaryCrossEntropy", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), HardSigmoid", "new FcGen.BinaryCrossEntropyWithLogits()", "BinaryCrossEntropy", "new FcGen.BinaryCrossEntropy()")]
    [InlineData("Dense(3), Softmax", "new BinaryCrossEntropyWithLogits()", "BinaryCrossEntropy", "new BinaryCrossEntropy()")]
    [InlineData("Dense(1)", "new global::FcGen.BinaryCrossEntropy()", "BinaryCrossEntropyWithLogits", "new global::FcGen.BinaryCrossEntropyWithLogits()")]
    [InlineData("Dense(3)", "loss: new NegativeLogLikelihood()", "SoftmaxCrossEntropy", "loss: new SoftmaxCrossEntropy()")]
    [InlineData("Dense(1)", "new NegativeLogLikelihood()", "BinaryCrossEntropyWithLogits", "new BinaryCrossEntropyWithLogits()")]
    public void The_loss_is_changed(string layers, string loss, string name, string repaired)
    {
        LossCheck.Fixes((layers, loss), $"Change the loss to {name}", (layers, repaired));
        LossCheck.ReportsNothing(layers, repaired);
    }

    [Theory]
    [InlineData("Dense(3), Softmax", "Dense(3), LogSoftmax")]
    [InlineData("Dense(3), FcGen.SoftmaxAttribute(Name = \"end\")", "Dense(3), FcGen.LogSoftmax(Name = \"end\")")]
    [InlineData("Dense(3)]\n[Softmax", "Dense(3)]\n[LogSoftmax")]
    [InlineData("Softmax", "LogSoftmax")]
    public void The_activation_is_changed(string layers, string repaired)
    {
        LossCheck.Fixes((layers, "new NegativeLogLikelihood()"), "Change the layer to LogSoftmax", (repaired, "new NegativeLogLikelihood()"));
        LossCheck.ReportsNothing(repaired, "new NegativeLogLikelihood()");
    }

    [Theory]
    [InlineData("Dense(1), Sigmoid", "new BinaryCrossEntropyWithLogits()", "Remove the last layer, Sigmoid", "Change the loss to BinaryCrossEntropy")]
    [InlineData("Dense(3), Softmax", "new SoftmaxCrossEntropy()", "Remove the last layer, Softmax")]
    [InlineData("Dense(3)", "new NegativeLogLikelihood()", "Change the loss to SoftmaxCrossEntropy")]
    [InlineData("Dense(3), Softmax", "new NegativeLogLikelihood()", "Change the layer to LogSoftmax")]
    public void Every_way_out_is_offered(string layers, string loss, params string[] titles) => LossCheck.Offers(layers, loss, titles);

    [Theory]
    [InlineData("Dense(1), Sigmoid", "new BinaryCrossEntropyWithLogits { PositiveWeight = [2] }", "Remove the last layer, Sigmoid")]
    [InlineData("Dense(3)", "new NegativeLogLikelihood { ClassWeights = [1, 2, 3] }")]
    [InlineData("Dense(3)", "(Loss)new NegativeLogLikelihood()")]
    public void A_loss_with_options_or_that_is_not_made_here_is_not_changed(string layers, string loss, params string[] titles) =>
        LossCheck.Offers(layers, loss, titles);

    [Fact]
    public void Where_names_are_aliases_others_are_written_in_full() => CodeFixCheck.Fixes(
        "using Sce = FcGen.BinaryCrossEntropy;\nclass User { object Make() => new Trainer<Net>(new(), new Sce(), new Adam(), 8); }\n[Network, Input(4), Dense(1)] partial class Net;",
        "Change the loss to BinaryCrossEntropyWithLogits",
        "using Sce = FcGen.BinaryCrossEntropy;\nclass User { object Make() => new Trainer<Net>(new(), new global::FcGen.BinaryCrossEntropyWithLogits(), new Adam(), 8); }\n[Network, Input(4), Dense(1)] partial class Net;");

    [Fact]
    public void A_loss_that_a_variable_holds_is_not_changed() => CodeFixCheck.Offers(
        """
        class User { object Make(BinaryCrossEntropy loss) => new Trainer<Net>(new Net(), loss, new Adam(), 8); }
        [Network, Input(4), Dense(3)] partial class Net;
        """);

    [Theory]
    [InlineData("Softmax", "new SoftmaxCrossEntropy()")]
    [InlineData("Dense(3), Tanh", "new BinaryCrossEntropy()")]
    [InlineData("Dense(3), Softmax, Dropout(0.1f)", "new SoftmaxCrossEntropy()", "Remove the last layer, Dropout")]
    public void A_layer_that_is_the_only_one_or_not_the_last_is_not_left_out(string layers, string loss, params string[] titles) =>
        LossCheck.Offers(layers, loss, titles);

    [Fact]
    public void A_layer_of_another_assembly_is_not_changed() => AnalyzerCheck.Reports(
        ["class User { object Make() => new Trainer<Net>(new Net(), {|FCG020:new SoftmaxCrossEntropy()|}, new Adam(), 8); }"],
        [GeneratorHarness.Library("using FcGen; [Network, Input(4), Dense(3), Softmax] public partial class Net;")],
        []);

    [Fact]
    public void The_layer_of_a_network_in_another_file_is_left_out() => CodeFixCheck.Fixes(
        [
            "class User { object Make() => new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8); }",
            "[Network, Input(4), Dense(3), Softmax] partial class Net;",
        ],
        "Remove the last layer, Softmax",
        [
            "class User { object Make() => new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8); }",
            "[Network, Input(4), Dense(3)] partial class Net;",
        ]);

    [Fact]
    public void All_are_left_out_together_and_a_layer_of_two_trainers_once() => CodeFixCheck.FixesAll(
        Trainers("Net", "Net", "Other") + Networks("Dense(3), Softmax", "Dense(2), LogSoftmax"),
        "FCG020.drop",
        Trainers("Net", "Net", "Other") + Networks("Dense(3)", "Dense(2)"));

    [Fact]
    public void All_losses_of_several_files_are_changed_together() => CodeFixCheck.FixesAll(
        [Losses("NegativeLogLikelihood", 'A'), Losses("NegativeLogLikelihood", 'B') + Networks("Dense(3)", "Dense(2)")],
        "FCG020.loss",
        [Losses("SoftmaxCrossEntropy", 'A'), Losses("SoftmaxCrossEntropy", 'B') + Networks("Dense(3)", "Dense(2)")]);

    private static string Trainers(params string[] networks) =>
        $"class User {{ {string.Join(" ", networks.Select((net, i) => $"Trainer<{net}> _{i} = new(new {net}(), new SoftmaxCrossEntropy(), new Adam(), 8);"))} }}\n";

    private static string Losses(string loss, char user) =>
        $"class {user} {{ Trainer<Net> _0 = new(new Net(), new {loss}(), new Adam(), 8); object Make() => new Trainer<Other>(new(), new {loss}(), new Sgd(), 8); }}\n";

    private static string Networks(string first, string second) =>
        $"[Network, Input(4), {first}] partial class Net;\n[Network, Input(4), {second}] partial class Other;";
}
