using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>Transposes the memory of a signal or an image: from channel after channel to position after position, or back.</summary>
/// <param name="Layer">Index of the layer that needs the order.</param>
/// <param name="Inputs">The value.</param>
/// <param name="Output">Receives the transposed value.</param>
/// <param name="Positions">Number of positions.</param>
/// <param name="IsArranged">Whether the result is position after position.</param>
internal sealed record ArrangeOperation(int Layer, EquatableArray<int> Inputs, int Output, int Positions, bool IsArranged) : Operation(Layer, Inputs, Output)
{
    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override string Kind => IsArranged ? "position after position" : "channel after channel";

    public override string? WorkOf(int layer) => null;

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        Emit(writer, names, names.Name(Source), names.Plan(Source).Layout, names.Name(Output), names.Plan(Output).Layout, toPositions: IsArranged);

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, Layout layout) = names.SourceGradient(this);
        Emit(writer, names, names.GradientName(Output), names.Plan(Output).GradientLayout, source, layout, toPositions: !IsArranged);
    }

    private void Emit(IndentedWriter writer, OperandNames names, string from, Layout source, string to, Layout target, bool toPositions)
    {
        int channels = source.Size / Positions;
        (int rows, int columns) = toPositions ? (channels, Positions) : (Positions, channels);
        writer.Line(
            $"global::FcGen.Layers.Rows.Transpose(ref {from}, {Distances(source, columns)}, ref {to}, {Distances(target, rows)}, {rows}, {columns}, {names.Rows(1)});");

        // A row in the order of values is a matrix without gaps.
        string Distances(Layout layout, int width) => $"{(layout.Positions == Positions ? layout.Stride : width)}, {layout.SampleStride}";
    }
}
