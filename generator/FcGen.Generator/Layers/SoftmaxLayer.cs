using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Softmax over all values of a sample, or its logarithm.</summary>
/// <param name="function">Class of the library that computes it: <c>Softmax</c> or <c>LogSoftmax</c>.</param>
internal sealed class SoftmaxLayer(string function) : LayerKind
{
    public override string AttributeName => function + "Attribute";

    public override bool IsActivation => true;

    public override LayerSpec Parse(LayerContext context)
    {
        var spec = new SoftmaxSpec(context.Index, context.Name, context.Input, function);
        if (context.Input is { IsKnown: true, Size: 1 })
        {
            context.Sink.Report(
                Descriptors.SoftmaxOfOne,
                context.Attribute.Location,
                spec.IsLogarithm ? Repair.None : Repair.None.With(Repair.Layer, "Sigmoid"),
                spec.Label,
                spec.IsLogarithm ? " and log-softmax always 0" : string.Empty,
                spec.IsLogarithm ? "BinaryCrossEntropyWithLogits without it" : "Sigmoid");
        }

        return spec;
    }
}

/// <param name="Function">Class of the library that computes it: <c>Softmax</c> or <c>LogSoftmax</c>.</param>
internal sealed record SoftmaxSpec(int Index, string Name, Shape Input, string Function) : LayerSpec(Index, Name, Input, Input)
{
    public bool IsLogarithm => Function != "Softmax";

    public override OutputKind OutputKind => IsLogarithm ? OutputKind.LogProbabilities : OutputKind.Probabilities;

    public override OutputFunction OutputFunction => OutputFunction.Softmax;

    public override string Describe() => Function;

    public override void Build(GraphBuilder builder)
    {
        builder.Add(new SoftmaxOperation(Index, new([builder.Current]), builder.NewValue(Output.Size), Function));
    }
}

/// <summary>y = softmax(x), or its logarithm, row by row.</summary>
internal sealed record SoftmaxOperation(int Layer, EquatableArray<int> Inputs, int Output, string Function) : Operation(Layer, Inputs, Output)
{
    public override bool BackwardReadsOutput => true;

    public override string Kind => $"{Function} over each row";

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.{Function}.Forward({names.Matrix(Source)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.{Function}.Backward({names.Matrix(Output)}, {names.GradientMatrix(Output)}, {names.Extent(Output)});");
}
