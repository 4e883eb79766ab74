using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG013: an unknown attribute is another name or a misspelling of an FcGen attribute.</summary>
public sealed class UnknownAttributeTests
{
    [Theory]
    [InlineData("Linear(4, 3)", "Dense")]
    [InlineData("FullyConnected(3)", "Dense")]
    [InlineData("FC(3)", "Dense")]
    [InlineData("Relu", "ReLU")]
    [InlineData("relu", "ReLU")]
    [InlineData("LeakyRelu(0.2f)", "LeakyReLU")]
    [InlineData("PRelu", "PReLU")]
    [InlineData("Elu", "ELU")]
    [InlineData("Selu", "SELU")]
    [InlineData("Gelu", "GELU")]
    [InlineData("Silu", "SiLU")]
    [InlineData("Swish", "SiLU")]
    [InlineData("Hardswish", "HardSwish")]
    [InlineData("Hardsigmoid", "HardSigmoid")]
    [InlineData("SoftMax", "Softmax")]
    [InlineData("LogSoftMax", "LogSoftmax")]
    [InlineData("TanH", "Tanh")]
    [InlineData("DropOut(0.5f)", "Dropout")]
    [InlineData("BatchNorm1d(64)", "BatchNorm")]
    [InlineData("BatchNormalization", "BatchNorm")]
    [InlineData("Batchnorm", "BatchNorm")]
    [InlineData("LayerNormalization", "LayerNorm")]
    [InlineData("Concatenate(\"input\")", "Concat")]
    [InlineData("Residual(\"input\")", "Add")]
    [InlineData("Activation(\"relu\")", "ReLU")]
    [InlineData("Activation(\"swish\")", "SiLU")]
    [InlineData("Dens(3)", "Dense")]
    [InlineData("Desne(3)", "Dense")]
    [InlineData("RelU", "ReLU")]
    [InlineData("Sigmod", "Sigmoid")]
    [InlineData("Liner(3)", "Dense")]
    [InlineData("TimeDistributed(3)", "Dense")]
    [InlineData("Permute(2, 1)", "Transpose")]
    [InlineData("Transposed", "Transpose")]
    [InlineData("flatten", "Flatten")]
    [InlineData("Ravel", "Flatten")]
    public void The_name_is_reported(string layer, string meant)
    {
        string name = layer.Split('(')[0];
        AnalyzerCheck.Reports(Network($"Dense(4), {{|FCG013:{name}|}}{layer[name.Length..]}, Dense(3)"), $"FcGen has no [{name}]: did you mean [{meant}]?");
    }

    [Theory]
    [InlineData("FcGen.Relu")]
    [InlineData("global::FcGen.ReluAttribute")]
    [InlineData("ReluAttribute")]
    public void However_it_is_written(string name) =>
        AnalyzerCheck.Reports(Network($"Dense(4), {{|FCG013:{name}|}}, Dense(3)"), $"FcGen has no [{name.Split('.', ':')[^1]}]: did you mean [ReLU]?");

    [Theory]
    [InlineData("[{|FCG013:network|}] [Input(4)] [Dense(3)] partial class Net;", "FcGen has no [network]: did you mean [Network]?")]
    [InlineData("[{|FCG013:NeuralNetwork|}, Input(4), Dense(3)] partial class Net;", "FcGen has no [NeuralNetwork]: did you mean [Network]?")]
    [InlineData("[Network] [{|FCG013:Inputs|}(4)] [Dense(3)] partial class Net;", "FcGen has no [Inputs]: did you mean [Input]?")]
    [InlineData("[Network, {|FCG013:InputLayer|}(4), Dense(3)] partial class Net;", "FcGen has no [InputLayer]: did you mean [Input]?")]
    [InlineData("[Network] [{|FCG013:Sequences|}(10, 4)] [Dense(3)] partial class Net;", "FcGen has no [Sequences]: did you mean [Sequence]?")]
    [InlineData("[Network, {|FCG013:sequence|}(10, 4), Dense(3)] partial class Net;", "FcGen has no [sequence]: did you mean [Sequence]?")]
    [InlineData("[{|FCG013:Sequential|}, Sequence(10, 4), Dense(3)] partial class Net;", "FcGen has no [Sequential]: did you mean [Network]?")]
    public void The_network_and_its_input(string source, string message) => AnalyzerCheck.Reports(source, message);

    [Fact]
    public void A_layer_that_lacks_a_using()
    {
        MarkedSource source = new("[FcGen.Network, FcGen.Input(4), {|FCG013:Dense|}(3)] partial class Net;");
        string[] found = [.. GeneratorHarness.Analyze(source.Text).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} {diagnostic.GetMessage()}")];
        Assert.Equal([$"FCG013 {source.Marks[0].Span} [Dense] is not in scope: did you mean [FcGen.Dense]?"], found);
    }

    /// <summary>
    /// The outputs of an unknown layer are unknown, so later layers are not compared with it, and it is neither a last layer nor a gap.
    /// </summary>
    [Theory]
    [InlineData("Dense(8), {|FCG013:Linear|}(8, 6), Dense(6, 3)")]
    [InlineData("Dense(8), {|FCG013:Relu|}, Dense(9, 3)")]
    [InlineData("Dense(8, Name = \"a\"), {|FCG013:Relu|}, Dense(8), Add(\"a\")")]
    [InlineData("Dense(8), {|FCG013:Relu|}(Name = \"b\"), Dense(8), Add(\"b\")")]
    [InlineData("Dense(8), ReLU, {|FCG013:Linear|}(3)")]
    [InlineData("{|FCG013:Linear|}(4, 3)")]
    public void Nothing_else_is_reported_because_of_it(string layers) => AnalyzerCheck.Reports(Network(layers));

    [Theory]
    [InlineData("[Network, Input(4), Dense(3), Mine] partial class Net; class MineAttribute : System.Attribute;")]
    [InlineData("[Network, Input(4), Dense(3), Linear] partial class Net; class LinearAttribute : System.Attribute;")]
    [InlineData("[Linear(3)] class Other; class LinearAttribute(int size) : System.Attribute { public int Size => size; }")]
    public void Attributes_that_the_compiler_knows_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(source);

    [Theory]
    [InlineData("[Network, Input(4), Dense(3), Serializable] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Obsolete] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Table(\"nets\")] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Unflatten] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), ReLU6, Dense(3)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), LogSigmoid] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Softmin] partial class Net;")]
    [InlineData("[Network, Input(4), Embedding(3), Dense(3)] partial class Net;")]
    [InlineData("[Network, Input(4), Attention(3), Dense(3)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Other.Linear(3)] partial class Net; namespace Other { }")]
    [InlineData("[Network, Input(4), Dense(3), Linear(3)] partial class Net; class Linear;")]
    [InlineData("[Network, Input(4), Dense(3), Activation(Kind)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Activation(\"linear\")] partial class Net;")]
    [InlineData("[Linear(4, 3), Relu] class Other;")]
    [InlineData("[Networ, Input(4), Dense(3)] partial class Net;")]
    [InlineData("[Sequental, Input(4), Dense(3)] partial class Net;")]
    public void Uncertain_code_is_not_reported(string source) => AnalyzerCheck.Reports(source);

    [Theory]
    [InlineData("Linear(4, 3, Name = \"a\")", "Dense", "Dense(4, 3, Name = \"a\")")]
    [InlineData("FcGen.Relu", "ReLU", "FcGen.ReLU")]
    [InlineData("global::FcGen.Relu(Name = \"a\")", "ReLU", "global::FcGen.ReLU(Name = \"a\")")]
    [InlineData("ReluAttribute()", "ReLU", "ReLUAttribute()")]
    [InlineData("LeakyRelu(0.2f)", "LeakyReLU", "LeakyReLU(0.2f)")]
    [InlineData("BatchNorm1d(64)", "BatchNorm", "BatchNorm")]
    [InlineData("BatchNorm1d(64, Epsilon = 1e-3f)", "BatchNorm", "BatchNorm(Epsilon = 1e-3f)")]
    [InlineData("Activation(\"relu\")", "ReLU", "ReLU")]
    [InlineData("Activation(\"elu\")", "ELU", "ELU")]
    [InlineData("Activation(\"leaky_relu\")", "LeakyReLU", "LeakyReLU")]
    [InlineData("Dens(outputs: 3)", "Dense", "Dense(outputs: 3)")]
    [InlineData("Permute(2, 1, Name = \"a\")", "Transpose", "Transpose(Name = \"a\")")]
    [InlineData("TimeDistributed(3)", "Dense", "Dense(3)")]
    [InlineData("FcGen.Ravel()", "Flatten", "FcGen.Flatten()")]
    public void The_fix_writes_the_name(string layer, string meant, string repaired) =>
        CodeFixCheck.Fixes(Network($"Dense(4), {layer}"), $"Change the attribute to {meant}", Network($"Dense(4), {repaired}"));

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        "[NeuralNetwork, Inputs(4)]\n[Dense(8), Relu, Linear(8, 3)]\npartial class Net;",
        "FCG013.name",
        "[Network, Input(4)]\n[Dense(8), ReLU, Dense(8, 3)]\npartial class Net;");

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.Reports("#pragma warning disable FCG013\n" + Network("Dense(3), Relu"));

    private static string Network(string layers) => $"[Network, Input(4)]\n[{layers}]\npartial class Net;";
}
