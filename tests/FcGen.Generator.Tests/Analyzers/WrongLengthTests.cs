namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG010: a span with a known length does not match a network of 64 inputs and 10 outputs, in calls for one sample.</summary>
public sealed class WrongLengthTests
{
    private const string Given63 = "Net.Forward expects 64 values for 'input', but got 63";

    [Theory]
    [InlineData("net.Forward({|FCG010:new float[63]|}, any);", Given63)]
    [InlineData("net.Forward(any, {|FCG010:new float[9]|});", "Net.Forward expects 10 values for 'output', but got 9")]
    [InlineData(
        "net.Forward({|FCG010:new float[65]|}, {|FCG010:new float[11]|});",
        "Net.Forward expects 64 values for 'input', but got 65",
        "Net.Forward expects 10 values for 'output', but got 11")]
    [InlineData("net.Forward({|FCG010:new float[10]|}, {|FCG010:new float[64]|});")]
    [InlineData("_ = net.Predict({|FCG010:new float[640]|});", "Net.Predict expects 64 values for 'input', but got 640")]
    [InlineData("_ = net.PredictProbabilities({|FCG010:new float[63]|});", "Net.PredictProbabilities expects 64 values for 'input', but got 63")]
    [InlineData("net.PredictProbabilities(new float[64], {|FCG010:new float[9]|});", "Net.PredictProbabilities expects 10 values for 'probabilities', but got 9")]
    [InlineData("_ = net.Classify(new float[64], {|FCG010:new float[9]|});", "Net.Classify expects 10 values for 'output', but got 9")]
    [InlineData("net.ForwardTo(\"0\", {|FCG010:new float[65]|}, new float[9]);", "Net.ForwardTo expects a multiple of 64 values for 'inputs', but got 65")]
    [InlineData("_ = net.Classify({|FCG010:new float[640]|});", "Net.Classify expects 64 values for 'input', but got 640")]
    [InlineData("n = net.Classify({|FCG010:any.AsSpan(n, 28 * 28)|}) + 1;", "Net.Classify expects 64 values for 'input', but got 784")]
    public void Each_argument_of_a_call_for_one_sample_is_compared_with_the_network(string call, params string[] messages) =>
        CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("net.Forward({|FCG010:new float[Few]|}, any);")]
    [InlineData("net.Forward({|FCG010:new float[Net.InputSize - 1]|}, any);")]
    [InlineData("net.Forward({|FCG010:stackalloc float[63]|}, any);")]
    [InlineData("Span<float> few = stackalloc float[63]; net.Forward({|FCG010:few|}, any);")]
    [InlineData("net.Forward({|FCG010:any[..63]|}, any);")]
    [InlineData("net.Forward({|FCG010:any.AsSpan()[^63..]|}, any);")]
    [InlineData("net.Forward({|FCG010:any.AsSpan(n, 63)|}, any);")]
    [InlineData("net.Forward({|FCG010:span.Slice(1, 63)|}, any);")]
    [InlineData("net.Forward({|FCG010:Right.AsSpan(1)|}, any);")]
    [InlineData("net.Forward({|FCG010:Right.AsMemory(..^1).Span|}, any);")]
    [InlineData("Row row = default; net.Forward({|FCG010:row|}, any);")]
    [InlineData("net.Forward({|FCG010:Short|}, any);")]
    [InlineData("net.Forward({|FCG010:Program.Short|}, any);")]
    [InlineData("var few = new float[63]; net.Forward({|FCG010:few|}, any);")]
    [InlineData("float[] few; few = new float[63]; few[0] = 1; net.Forward({|FCG010:few|}, any);")]
    [InlineData("net.Forward({|FCG010:(ReadOnlySpan<float>)new float[63]|}, any);")]
    [InlineData("ReadOnlySpan<float> few = Short; net.Forward({|FCG010:few|}, any);")]
    [InlineData("net.Forward({|FCG010:new ReadOnlySpan<float>(any, 0, 63)|}, any);")]
    [InlineData("net.Forward({|FCG010:n > 1 ? Short : new float[63]|}, any);")]
    public void The_place_is_the_argument_in_whatever_form_its_63_values_come(string call) => CallCheck.Reports(call, Given63);

    [Theory]
    [InlineData("[1, 2, 3]", 3)]
    [InlineData("[.. Short, 1, 2]", 65)]
    [InlineData("new float[] { 1, 2 }", 2)]
    [InlineData("new[] { 1f }", 1)]
    [InlineData("default", 0)]
    [InlineData("[]", 0)]
    [InlineData("Span<float>.Empty", 0)]
    [InlineData("Array.Empty<float>()", 0)]
    public void Elements_that_are_listed_are_counted(string argument, int count) =>
        CallCheck.Reports($"net.Forward({{|FCG010:{argument}|}}, any);", $"Net.Forward expects 64 values for 'input', but got {count}");

    [Fact]
    public void A_network_of_one_value_has_a_message_in_the_singular() => Infrastructure.AnalyzerCheck.Reports(
        """
        class User { void Use(One one) => one.Forward({|FCG010:new float[2]|}, {|FCG010:[]|}); }
        [Network, Input(1), Dense(1)] partial class One;
        """,
        "One.Forward expects 1 value for 'input', but got 2",
        "One.Forward expects 1 value for 'output', but got 0");

    [Theory]
    [InlineData("net.Forward(new float[64], new float[10]);")]
    [InlineData("net.Forward(new float[Net.InputSize], stackalloc float[Net.OutputSize]);")]
    [InlineData("net.Forward(Right, any.AsSpan(n, 10));")]
    [InlineData("_ = net.Predict(new float[64]);")]
    [InlineData("_ = net.Classify(new float[64], new float[10]); _ = net.PredictProbabilities(new float[64]);")]
    [InlineData("net.ForwardTo(\"0\", new float[128], new float[9]);")]
    [InlineData("_ = net.Classify(any[^64..]);")]
    [InlineData("const int Pixels = 8; var x = new float[Pixels * Pixels]; _ = net.Classify(x);")]
    [InlineData("net.Forward([.. Short, 1], span[..10]);")]
    [InlineData("Row row = default; net.Forward([.. row, 1], any);")]
    public void Lengths_that_fit_are_not_reported(string call) => CallCheck.ReportsNothing(call);

    [Theory]
    [InlineData("net.Forward(any, span);")]
    [InlineData("net.Forward(any.AsSpan(0, n), span[n..]);")]
    [InlineData("net.Forward(Mutable, any);")]
    [InlineData("net.Forward(new float[n], any);")]
    [InlineData("var x = new float[63]; if (n > 1) { x = any; } net.Forward(x, any);")]
    [InlineData("for (int i = 0; i < n; i++) { _ = net.Classify(any.AsSpan(i * 64, Math.Min(64, n))); }")]
    [InlineData("foreach (float[] x in new[] { Short, Right }) { _ = net.Classify(x); }")]
    [InlineData("net.Forward(n > 1 ? Right : Short, any);")]
    [InlineData("net.Forward(any.Where(x => x > 0).ToArray(), any);")]
    [InlineData("var x = new float[63]; Array.Resize(ref x, 64); net.Forward(x, any);")]
    [InlineData("net.Forward([.. any, 1], any);")]
    public void Lengths_that_are_not_certain_are_not_reported(string call) => CallCheck.ReportsNothing(call);

    [Theory]
    [InlineData("#pragma warning disable FCG010\nnet.Forward(Short, any);\n#pragma warning restore FCG010\n")]
    [InlineData("Action<float[]> use = x => net.Forward(x, any); use(Short);")]
    public void What_is_switched_off_or_called_by_a_delegate_is_not_reported(string call) => CallCheck.ReportsNothing(call);
}
