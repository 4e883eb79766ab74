using FcGen.Generator.Emission;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Layers;

/// <summary>y = f(x) for each value, as a pass of its own.</summary>
internal sealed record ElementwiseOperation(int Layer, int Source, int Result, ActivationSpec Activation) : Operation(Layer, Source, Result)
{
    public override bool BackwardNeedsResult => !Activation.KeepsInput;

    public override string Kind => Activation.Kind;

    public override void EmitForward(IndentedWriter writer, ValueMap values) =>
        writer.Line(
            $"global::FcGen.Numerics.Elementwise.Forward({Activation.Operator}, {values.Matrix(Source)}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, ValueMap values) =>
        EmitGradient(writer, values, Activation, kept: Activation.KeepsInput ? Source : Result, Result);

    public override string PrepareCall => Prepare(Activation);

    public static void EmitGradient(IndentedWriter writer, ValueMap values, ActivationSpec activation, int kept, int result) =>
        writer.Line(
            $"global::FcGen.Numerics.Elementwise.Backward({activation.Operator}, {values.Matrix(kept)}, {values.GradientMatrix(result)}, {values.Extent(result)});");

    public static string Prepare(ActivationSpec activation) =>
        $"global::FcGen.Numerics.Elementwise.Forward({activation.Operator}, ref some, 16, ref some, 16, 9, 1);\n"
        + $"global::FcGen.Numerics.Elementwise.Backward({activation.Operator}, ref some, 16, ref some, 16, 9, 1);";
}
