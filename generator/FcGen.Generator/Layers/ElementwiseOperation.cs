using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers;

/// <summary>y = f(x) for each value, as a separate pass.</summary>
internal sealed record ElementwiseOperation(int Layer, EquatableArray<int> Inputs, int Output, ActivationSpec Activation)
    : Operation(Layer, Inputs, Output)
{
    /// <summary>In training the value that receives f'(x), unless the output determines the derivative.</summary>
    private int Derivative => Saved[0];

    private bool SavesDerivative => Saved.Count > 0;

    /// <summary>The derivative may replace the input, which nothing reads any more, or the output may; not both.</summary>
    public override int? Replacement => SavesDerivative ? Derivative : Output;

    public override bool BackwardReadsOutput => !SavesDerivative;

    public override EpilogueStep? AsEpilogue => Activation.IsCheap && !SavesDerivative
        ? new ActivationStep(Layer, Activation.Kind, Activation.MethodName, Activation.Operator, Activation.OutputDeterminesDerivative)
        : null;

    public override string Kind => Activation.Kind;

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        string method = SavesDerivative ? "ForwardTraining" : "Forward";
        string derivative = SavesDerivative ? $"{names.Matrix(Derivative)}, " : string.Empty;
        writer.Line(
            $"global::FcGen.Layers.Elementwise.{method}({Activation.Operator}, {names.Matrix(Source)}, {derivative}"
            + $"{names.Matrix(Output)}, {names.Extent(Output)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        if (SavesDerivative)
        {
            string gradient = names.GradientMatrix(Output);
            writer.Line($"global::FcGen.Layers.Pairwise.Multiply({gradient}, {names.Matrix(Derivative)}, {gradient}, {names.Extent(Output)});");
        }
        else
        {
            EmitGradient(writer, names, Activation.Operator, Output);
        }
    }

    /// <summary>
    /// Writes the gradient of the input of an activation whose output determines its derivative. Padding is zero in both matrices and remains so, so that
    /// whole vectors need no special case: with 6 channels at each position, the ends of rows took a quarter of a training step of LeNet-5.
    /// </summary>
    public static void EmitGradient(IndentedWriter writer, OperandNames names, string @operator, int result)
    {
        (Layout y, Layout dy) = (names.Plan(result).Layout, names.Plan(result).GradientLayout);
        int padded = Padding.RoundUp(y.Channels);
        int width = y.Stride == padded && dy.Stride == padded ? padded : y.Channels;
        writer.Line(
            $"global::FcGen.Layers.Elementwise.Backward({@operator}, {names.Matrix(result)}, {names.GradientMatrix(result)}, {width}, {names.Rows(y.Positions)});");
    }
}
