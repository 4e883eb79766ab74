using FcGen.Generator.Diagnostics;
using FcGen.Generator.Model;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Layers;

/// <summary>Fully connected layer.</summary>
internal sealed class DenseLayer : LayerKind
{
    public override string AttributeName => "DenseAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        int outputs = Dimension(context, "outputs");
        int inputs = context.Input.Size;
        if (context.Attribute.Has("inputs"))
        {
            int declared = Dimension(context, "inputs");
            if (declared != inputs)
            {
                context.Sink.Report(
                    Descriptors.DimensionMismatch,
                    context.Attribute.LocationOf("inputs"),
                    context.Label($"Dense {declared} -> {outputs}"),
                    declared,
                    context.InputOrigin,
                    inputs);
                inputs = declared;
            }
        }

        return new DenseSpec(
            context.Index,
            context.Name,
            Shape.Vector(inputs),
            Shape.Vector(outputs),
            context.Attribute.Get("Bias", true),
            (InitKind)context.Attribute.Get("Init", 0));
    }

    private static int Dimension(LayerContext context, string parameter)
    {
        int value = context.Attribute.Get(parameter, 0);
        if (value < 1)
        {
            context.Sink.Report(
                Descriptors.OutOfRange, context.Attribute.LocationOf(parameter), context.Label("Dense"), parameter, "at least 1", value);
        }

        return Math.Max(value, 1);
    }
}

internal sealed record DenseSpec(int Index, string Name, Shape Input, Shape Output, bool HasBias, InitKind Init)
    : LayerSpec(Index, Name, Input, Output)
{
    public int Inputs => Input.Size;

    public int Outputs => Output.Size;

    public override int ParameterCount => (Inputs * Outputs) + (HasBias ? Outputs : 0);

    public override long MultiplyAdds => (long)Inputs * Outputs;

    public override string Describe() => $"Dense {Inputs} -> {Outputs}";

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        builder.Add(new DenseOperation(builder.Dense(Index), Index, source, builder.NewValue(Outputs, Index), Activation: null));
    }
}
