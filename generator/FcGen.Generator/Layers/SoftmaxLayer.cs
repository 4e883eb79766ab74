using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Softmax over all values of a sample.</summary>
internal sealed class SoftmaxLayer : LayerKind
{
    public override string AttributeName => "SoftmaxAttribute";

    public override LayerSpec Parse(LayerContext context) => new SoftmaxSpec(context.Index, context.Name, context.Input, "Softmax");
}

/// <param name="Function">Class of the library that computes it: <c>Softmax</c> or <c>LogSoftmax</c>.</param>
internal sealed record SoftmaxSpec(int Index, string Name, Shape Input, string Function) : LayerSpec(Index, Name, Input, Input)
{
    public override string Describe() => Function;

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        builder.Add(new SoftmaxOperation(Index, source, builder.InPlaceOrNew(Output.Size), Function));
    }
}

/// <summary>y = softmax(x), or its logarithm, row by row.</summary>
internal sealed record SoftmaxOperation(int Layer, int Source, int Result, string Function) : Operation(Layer, Source, Result)
{
    public override bool BackwardNeedsResult => true;

    public override string Kind => $"{Function} over each row";

    public override void EmitForward(IndentedWriter writer, OperandNames values) =>
        writer.Line($"global::FcGen.Layers.{Function}.Forward({values.Matrix(Source)}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) =>
        writer.Line($"global::FcGen.Layers.{Function}.Backward({values.Matrix(Result)}, {values.GradientMatrix(Result)}, {values.Extent(Result)});");

    public override string PrepareCall =>
        $"global::FcGen.Layers.{Function}.Forward(ref some, 16, ref some, 16, 9, 1);\n"
        + $"global::FcGen.Layers.{Function}.Backward(ref some, 16, ref some, 16, 9, 1);";
}
