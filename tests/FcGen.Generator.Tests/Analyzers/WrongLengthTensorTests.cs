using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG010: calls with an unknown tensor name, or with a span of the wrong length.</summary>
public sealed class WrongLengthTensorTests
{
    [Theory]
    [InlineData(
        "net.GetTensor({|FCG010:\"hidden.wieght\"|}, any);",
        "Net.GetTensor refers to tensor 'hidden.wieght', which 'Net' does not have: did you mean 'hidden.weight'?")]
    [InlineData(
        "net.SetTensor({|FCG010:\"Hidden.Bias\"|}, any);",
        "Net.SetTensor refers to tensor 'Hidden.Bias', which 'Net' does not have: did you mean 'hidden.bias'?")]
    [InlineData("net.GetTensor({|FCG010:$\"{\"norm\"}.runing_mean\"|}, any);")]
    [InlineData("_ = net.GetTensor({|FCG010:\"hidden.weights\"|}) ?? net.GetTensor(\"hidden.weight\");")]
    [InlineData("const string Name = \"hidden.weights\"; net.GetTensor({|FCG010:Name|}, any);")]
    [InlineData("net.SetTensor(values: Short, name: {|FCG010:\"hidden\" + \".bia\"|});")]
    [InlineData(
        "trainer.GetGradient({|FCG010:\"norm.wight\"|}, any);",
        "Trainer<Net>.GetGradient refers to tensor 'norm.wight', which 'Net' does not have: did you mean 'norm.weight'?")]
    public void A_name_that_is_nearly_one_of_the_tensors(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData(
        "net.GetTensor({|FCG010:\"output\"|}, any);",
        "Net.GetTensor refers to tensor 'output', which 'Net' does not have: its tensors are 'hidden.weight', 'hidden.bias', 'norm.weight', "
            + "'norm.bias', 'norm.running_mean', 'norm.running_var', 'norm.num_batches_tracked', '3.weight' and 1 more")]
    [InlineData("net.SetTensor({|FCG010:\"\"|}, any);")]
    [InlineData("net.SetTensor({|FCG010:\"0.weight\"|}, any);")]
    [InlineData(
        "trainer.GetGradient({|FCG010:\"output\"|}, any);",
        "Trainer<Net>.GetGradient refers to tensor 'output', which 'Net' does not have: its tensors are 'hidden.weight', 'hidden.bias', "
            + "'norm.weight', 'norm.bias', '3.weight', '3.bias'")]
    public void A_name_that_is_like_none_of_the_tensors(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Fact]
    public void A_network_without_tensors_has_none_to_name() => AnalyzerCheck.Reports(
        """
        class User { void Use(Net net, float[] any) => net.GetTensor({|FCG010:"0.weight"|}, any); }
        [Network, Input(4), Tanh] partial class Net;
        """,
        "Net.GetTensor refers to tensor '0.weight', which 'Net' does not have: its tensors are none");

    [Theory]
    [InlineData("norm.running_mean")]
    [InlineData("norm.running_var")]
    [InlineData("norm.num_batches_tracked")]
    public void A_buffer_has_no_gradient(string buffer) => CallCheck.Reports(
        $"trainer.GetGradient({{|FCG010:\"{buffer}\"|}}, any);",
        $"Trainer<Net>.GetGradient refers to tensor '{buffer}', which is a buffer of 'Net': only parameters have gradients");

    [Theory]
    [InlineData(
        "net.GetTensor(\"hidden.weight\", {|FCG010:new float[2000]|});",
        "Net.GetTensor expects 2048 values ([32, 64]) for 'destination', but got 2000")]
    [InlineData("net.SetTensor(\"3.bias\", {|FCG010:Short|});", "Net.SetTensor expects 10 values for 'values', but got 63")]
    [InlineData(
        "net.GetTensor(\"norm.num_batches_tracked\", {|FCG010:span[..2]|});",
        "Net.GetTensor expects 1 value for 'destination', but got 2")]
    [InlineData(
        "trainer.GetGradient(\"3.weight\", {|FCG010:stackalloc float[32]|});",
        "Trainer<Net>.GetGradient expects 320 values ([10, 32]) for 'destination', but got 32")]
    [InlineData("net.SetTensor(values: {|FCG010:[1, 2]|}, name: \"norm.running_mean\");")]
    public void A_length_is_that_of_the_tensor(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("net.GetTensor(\"hidden.weight\", new float[2048]);")]
    [InlineData("net.GetTensor(\"norm.running_mean\", new float[32]);")]
    [InlineData("net.SetTensor(\"norm.num_batches_tracked\", [3]);")]
    [InlineData("trainer.GetGradient(\"norm.bias\", any[..32]);")]
    [InlineData("net.GetTensor(name, Short);")]
    [InlineData("net.GetTensor($\"{n}.weight\", Short);")]
    [InlineData("net.SetTensor(\"3.bias\", any);")]
    [InlineData("foreach (TensorInfo tensor in net.Tensors) { net.SetTensor(tensor.Name, Short); }")]
    public void Tensors_that_fit_and_names_that_are_not_certain_are_not_reported(string call) => CallCheck.ReportsNothing(call);

    [Theory]
    [InlineData("net.GetTensor(\"hidden.wieght\", any);", "hidden.weight", "net.GetTensor(\"hidden.weight\", any);")]
    [InlineData("net.SetTensor(values: any, name: \"HIDDEN\" + \".BIAS\");", "hidden.bias", "net.SetTensor(values: any, name: \"hidden.bias\");")]
    [InlineData("trainer.GetGradient(@\"norm.wight\", any);", "norm.weight", "trainer.GetGradient(\"norm.weight\", any);")]
    public void A_name_is_corrected(string call, string name, string repaired) =>
        CallCheck.Fixes(call, $"Change the name to '{name}'", repaired);

    [Theory]
    [InlineData("net.GetTensor(\"output\", any);")]
    [InlineData("trainer.GetGradient(\"norm.running_mean\", any);")]
    public void A_name_that_is_like_none_is_not_corrected(string call) => CallCheck.Offers(call);

    [Fact]
    public void All_names_are_corrected_together() => CallCheck.FixesAll(
        "net.GetTensor(\"hidden.wieght\", any); net.GetTensor(\"hidden.bais\", any); trainer.GetGradient(\"norm.wight\", any);",
        "FCG010.name",
        "net.GetTensor(\"hidden.weight\", any); net.GetTensor(\"hidden.bias\", any); trainer.GetGradient(\"norm.weight\", any);");
}
