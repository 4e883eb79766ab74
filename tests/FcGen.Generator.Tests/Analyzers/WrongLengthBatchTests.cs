namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG010: spans of a batch or of training do not match a network of 64 inputs and 10 outputs, or each other.</summary>
public sealed class WrongLengthBatchTests
{
    [Theory]
    [InlineData(
        "net.ForwardBatch({|FCG010:new float[100]|}, any);",
        "Net.ForwardBatch expects a multiple of 64 values for 'inputs', but got 100")]
    [InlineData("net.ForwardBatch({|FCG010:Short|}, any);", "Net.ForwardBatch expects a multiple of 64 values for 'inputs', but got 63")]
    [InlineData("net.ForwardBatch({|FCG010:any.AsSpan(n, 129)|}, any);")]
    [InlineData("net.ForwardBatch({|FCG010:[1, 2]|}, any);")]
    [InlineData("Row row = default; net.ForwardBatch({|FCG010:row|}, any);")]
    [InlineData(
        "net.ForwardTraining({|FCG010:any[..65]|}, any, workspace);",
        "Net.ForwardTraining expects a multiple of 64 values for 'inputs', but got 65")]
    public void Inputs_are_those_of_whole_samples(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData(
        "net.ForwardBatch(new float[128], {|FCG010:new float[30]|});",
        "Net.ForwardBatch expects 20 values for 'outputs', but got 30")]
    [InlineData("net.ForwardBatch(Right, {|FCG010:new float[20]|});", "Net.ForwardBatch expects 10 values for 'outputs', but got 20")]
    [InlineData("net.ForwardBatch(any[..640], {|FCG010:span[..^0][..99]|});")]
    [InlineData("net.ForwardBatch(outputs: {|FCG010:stackalloc float[11]|}, inputs: stackalloc float[64]);")]
    [InlineData("net.ForwardBatch([], {|FCG010:new float[10]|});", "Net.ForwardBatch expects 0 values for 'outputs', but got 10")]
    [InlineData("net.ForwardTraining(new float[2 * Net.InputSize], {|FCG010:new float[Net.OutputSize]|}, workspace);")]
    public void Outputs_are_those_of_as_many_samples(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("net.ForwardBatch(any, {|FCG010:new float[15]|});", "Net.ForwardBatch expects a multiple of 10 values for 'outputs', but got 15")]
    [InlineData("net.ForwardBatch({|FCG010:Short|}, {|FCG010:Short|});")]
    [InlineData("net.ForwardTraining(any, {|FCG010:any[^1..]|}, workspace);")]
    [InlineData("net.ForwardTraining(span, {|FCG010:Right|}, workspace);")]
    public void Outputs_alone_are_those_of_whole_samples(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData(
        "net.Backward(new float[128], {|FCG010:new float[10]|}, workspace, any);",
        "Net.Backward expects 20 values for 'outputGradients', but got 10")]
    [InlineData("net.Backward({|FCG010:Short|}, any, workspace, any);", "Net.Backward expects a multiple of 64 values for 'inputs', but got 63")]
    [InlineData("net.Backward(any, {|FCG010:Right|}, workspace, any);")]
    [InlineData(
        "net.Backward(any, any, workspace, {|FCG010:new float[2500]|});",
        "Net.Backward expects 2672 values (the length of Parameters) for 'parameterGradients', but got 2500")]
    [InlineData(
        "net.Backward(Right, any, workspace, any, {|FCG010:new float[128]|});",
        "Net.Backward expects 64 values for 'inputGradients', but got 128")]
    [InlineData("net.Backward(any, any, workspace, any, inputGradients: {|FCG010:Short|});")]
    [InlineData("net.Backward(inputGradients: {|FCG010:Short|}, parameterGradients: any, workspace: workspace, outputGradients: any, inputs: Right);")]
    public void Every_span_of_a_backward_pass_is_compared(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("trainer.Step({|FCG010:new float[63]|}, labels);", "Trainer<Net>.Step expects a multiple of 64 values for 'inputs', but got 63")]
    [InlineData("trainer.Step(Right, {|FCG010:Labels|});", "Trainer<Net>.Step expects 1 label, one for each sample, for 'labels', but got 3")]
    [InlineData(
        "trainer.ComputeGradients(new float[128], {|FCG010:new int[3]|});",
        "Trainer<Net>.ComputeGradients expects 2 labels, one for each sample, for 'labels', but got 3")]
    [InlineData("trainer.Step(Right, {|FCG010:new float[11]|});", "Trainer<Net>.Step expects 10 values for 'targets', but got 11")]
    [InlineData(
        "_ = trainer.ComputeGradients(any, {|FCG010:new float[11]|});",
        "Trainer<Net>.ComputeGradients expects a multiple of 10 values for 'targets', but got 11")]
    [InlineData("trainer.Step(labels: {|FCG010:[1, 2]|}, inputs: Right);")]
    [InlineData(
        "trainer.Step(Right, [1], {|FCG010:[1f, 2]|});",
        "Trainer<Net>.Step expects 1 weight, one for each sample, for 'sampleWeights', but got 2")]
    [InlineData("trainer.ComputeGradients(Right, new float[10], {|FCG010:[1f, 2]|}); trainer.Step(Right, [1], default); trainer.Step(Right, [1], [1f]);")]
    [InlineData("trainer?.Step(Right, {|FCG010:stackalloc int[2]|});")]
    public void A_step_takes_whole_samples_and_as_many_labels_or_targets(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("trainer.Step({|FCG010:new float[0]|}, labels);", "Trainer<Net>.Step expects at least one sample for 'inputs', but got 0")]
    [InlineData("trainer.Step({|FCG010:[]|}, any);")]
    [InlineData("trainer.ComputeGradients({|FCG010:default|}, labels);")]
    [InlineData("trainer.ComputeGradients({|FCG010:any[..0]|}, new int[0]);")]
    public void A_step_takes_at_least_one_sample(string call, params string[] messages) => CallCheck.Reports(call, messages);

    [Theory]
    [InlineData("net.ForwardBatch(new float[128], new float[20]);")]
    [InlineData("net.ForwardBatch(new float[3 * Net.InputSize], new float[3 * Net.OutputSize]);")]
    [InlineData("net.ForwardBatch([], []);")]
    [InlineData("net.ForwardBatch(any, new float[20]);")]
    [InlineData("net.ForwardBatch(Right, any);")]
    [InlineData("net.ForwardTraining(any[..640], any[..100], workspace);")]
    [InlineData("net.Backward(Right, new float[10], workspace, new float[2672], new float[64]);")]
    [InlineData("net.Backward(Right, new float[10], workspace, any, []);")]
    [InlineData("net.Backward(any, span, workspace, any, default);")]
    [InlineData("trainer.Step(Right, new int[1]);")]
    [InlineData("trainer.Step(any, Labels);")]
    [InlineData("_ = trainer.ComputeGradients(new float[640], new float[100]);")]
    [InlineData("trainer.Step(any.AsSpan(0, 64 * n), labels.AsSpan(0, n));")]
    public void Matching_or_uncertain_code_is_not_reported(string call) => CallCheck.ReportsNothing(call);
}
