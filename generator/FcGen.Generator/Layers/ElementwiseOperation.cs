using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>y = f(x) for each value, as a pass of its own.</summary>
/// <param name="Derivative">In training the value that receives f'(x), unless the output determines the derivative; -1 otherwise.</param>
internal sealed record ElementwiseOperation(int Layer, int Source, int Result, ActivationSpec Activation, int Derivative)
    : Operation(Layer, Source, Result)
{
    private bool SavesDerivative => Derivative >= 0;

    public override bool BackwardNeedsResult => !SavesDerivative;

    public override string Kind => Activation.Kind;

    public override void EmitForward(IndentedWriter writer, OperandNames values)
    {
        string method = SavesDerivative ? "ForwardTraining" : "Forward";
        string derivative = SavesDerivative ? $"{values.Matrix(Derivative)}, " : string.Empty;
        writer.Line(
            $"global::FcGen.Layers.Elementwise.{method}({Activation.Operator}, {values.Matrix(Source)}, {derivative}"
            + $"{values.Matrix(Result)}, {values.Extent(Result)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        if (SavesDerivative)
        {
            string gradient = values.GradientMatrix(Result);
            writer.Line($"global::FcGen.Layers.Pairwise.Multiply({gradient}, {values.Matrix(Derivative)}, {gradient}, {values.Extent(Result)});");
        }
        else
        {
            EmitGradient(writer, values, Activation, Result);
        }
    }

    public override string PrepareCall => SavesDerivative
        ? $"global::FcGen.Layers.Elementwise.ForwardTraining({Activation.Operator}, ref some, 16, ref some, 16, ref some, 16, 9, 1);\n"
            + "global::FcGen.Layers.Pairwise.Multiply(ref some, 16, ref some, 16, ref some, 16, 9, 1);"
        : Prepare(Activation);

    /// <summary>Writes the gradient of the input of an activation whose output determines its derivative.</summary>
    public static void EmitGradient(IndentedWriter writer, OperandNames values, ActivationSpec activation, int result) =>
        writer.Line(
            $"global::FcGen.Layers.Elementwise.Backward({activation.Operator}, {values.Matrix(result)}, {values.GradientMatrix(result)}, {values.Extent(result)});");

    public static string Prepare(ActivationSpec activation) =>
        $"global::FcGen.Layers.Elementwise.Forward({activation.Operator}, ref some, 16, ref some, 16, 9, 1);"
        + (activation.OutputDeterminesDerivative
            ? $"\nglobal::FcGen.Layers.Elementwise.Backward({activation.Operator}, ref some, 16, ref some, 16, 9, 1);"
            : string.Empty);
}
