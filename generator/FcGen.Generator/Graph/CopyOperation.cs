using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>Copies rows, for a network without another operation, or whose only kernel must not write to memory that it still reads.</summary>
internal sealed record CopyOperation(int Layer, EquatableArray<int> Inputs, int Output) : Operation(Layer, Inputs, Output)
{
    public override string Kind => "copy";

    public override string? WorkOf(int layer) => null;

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.Rows.Copy({names.Matrix(Source)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        // The gradient is unchanged.
    }
}
