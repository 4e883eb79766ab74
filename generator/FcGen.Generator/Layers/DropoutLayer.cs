using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Inverted dropout; nothing at inference.</summary>
internal sealed class DropoutLayer : LayerKind
{
    public override string AttributeName => "DropoutAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        float rate = context.Coefficient(
            "rate", 0, value => value is >= 0 and < 1, "at least 0 and below 1", percent => Meant.Share(percent, "f"));
        return new DropoutSpec(context.Index, context.Name, context.Input, rate);
    }
}

internal sealed record DropoutSpec(int Index, string Name, Shape Input, float Rate) : LayerSpec(Index, Name, Input, Input)
{
    public override Gain? GainBefore => null;

    public override string Describe() => $"Dropout {IndentedWriter.Display(Rate)}";

    public override void Plan(ScheduleBuilder builder)
    {
        if (builder.IsTraining)
        {
            int source = builder.Current;
            int mask = builder.NewValue(Output.Size);
            builder.Add(new DropoutOperation(Index, source, builder.InPlaceOrNew(Output.Size), mask, Rate));
        }
    }
}

/// <summary>y = x * mask, where the mask holds 0 with probability rate and 1 / (1 - rate) otherwise.</summary>
internal sealed record DropoutOperation(int Layer, int Source, int Result, int Mask, float Rate) : Operation(Layer, Source, Result)
{
    public override bool BackwardNeedsResult => false;

    public override string Kind => $"Dropout {IndentedWriter.Display(Rate)}";

    public override void EmitForward(IndentedWriter writer, OperandNames values) =>
        writer.Line(
            $"global::FcGen.Layers.Dropout.Forward({values.Matrix(Source)}, {values.Matrix(Result)}, ref {values.Name(Mask)}, "
            + $"{values.Extent(Result)}, {IndentedWriter.Literal(Rate)}, call.Seed, call.Step, {IndentedWriter.Literal(Layer)}, {values.FirstRow});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values) =>
        writer.Line($"global::FcGen.Layers.Dropout.Backward(ref {values.Name(Mask)}, {values.Plan(Result).Stride}, {values.GradientMatrix(Result)}, {values.Extent(Result)});");

    public override string PrepareCall =>
        "global::FcGen.Layers.Dropout.Forward(ref some, 16, ref some, 16, ref some, 9, 1, 0.5f, 0, 0L, 0);\n"
        + "global::FcGen.Layers.Dropout.Backward(ref some, 16, ref some, 16, 9, 1);";
}
