using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Softmax over the channels of each position, or its logarithm.</summary>
/// <param name="function">Class of the library that computes it: <c>Softmax</c> or <c>LogSoftmax</c>.</param>
internal sealed class SoftmaxLayer(string function) : LayerKind
{
    public override string AttributeName => function + "Attribute";

    public override bool IsActivation => true;

    public override LayerSpec Parse(LayerContext context)
    {
        var spec = new SoftmaxSpec(context.Index, context.Name, context.Input, function);
        if (context.Input is { IsKnown: true, Channels: 1 })
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
internal sealed record SoftmaxSpec(int Index, string Name, Shape Input, string Function) : LayerSpec(Index, Name, Input, Input.Arranged)
{
    public bool IsLogarithm => Function != "Softmax";

    public override OutputKind OutputKind => IsLogarithm ? OutputKind.LogProbabilities : OutputKind.Probabilities;

    public override OutputFunction OutputFunction => OutputFunction.Softmax;

    public override string Describe() => Function;

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Output), Input.Positions);
        builder.Add(new SoftmaxOperation(Index, new([source]), builder.NewValue(Input.Positions, Input.Channels), Function, Input.Positions));
    }
}

/// <summary>y = softmax(x), or its logarithm, row by row.</summary>
internal sealed record SoftmaxOperation(int Layer, EquatableArray<int> Inputs, int Output, string Function, int Positions) : Operation(Layer, Inputs, Output)
{
    public override bool BackwardReadsOutput => true;

    public override string Kind => $"{Function} over each row";

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.{Function}.Forward({names.Matrix(Source, Positions)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.{Function}.Backward({names.Matrix(Output)}, {names.GradientMatrix(Output)}, {names.Extent(Output)});");
}
