using System.ComponentModel;

namespace FcGen.Layers;

/// <summary>The shape of a convolution, for <see cref="PortableConvolution"/>. Used by generated code.</summary>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="Inputs">Number of input channels of a group.</param>
/// <param name="Outputs">Number of output channels of a group.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionShape(ConvolutionAxis Rows, ConvolutionAxis Columns, int Groups, int Inputs, int Outputs)
{
    /// <summary>The rows of zeros that are left out.</summary>
    public ConvolutionZeros Zeros { get; init; }
}

/// <summary>The rows of an image that are zero. Used by generated code.</summary>
/// <param name="Before">Number of them before the first row that may differ from zero.</param>
/// <param name="After">Number of them after the last one.</param>
/// <param name="Step">Distance between rows that may differ from zero; 0 if no rows are zero.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionZeros(int Before, int After, int Step)
{
    /// <summary>Tells whether a row is zero.</summary>
    /// <param name="row">Index of the row.</param>
    /// <param name="rows">Number of rows.</param>
    public bool Contains(int row, int rows) => Step > 0 && (row < Before || row >= rows - After || (row - Before) % Step != 0);
}

/// <summary>One dimension of a <see cref="ConvolutionShape"/>. Used by generated code.</summary>
/// <param name="Inputs">Number of positions of the input.</param>
/// <param name="Outputs">Number of positions of the output.</param>
/// <param name="Taps">Number of positions that one output reads.</param>
/// <param name="Stride">Distance between the first positions of neighboring outputs.</param>
/// <param name="Dilation">Distance between the positions of one output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionAxis(int Inputs, int Outputs, int Taps, int Stride, int Dilation);

/// <summary>The distances between rows for neighboring columns, image rows and samples, in floats. Used by generated code.</summary>
/// <param name="Columns">Distance for neighboring columns.</param>
/// <param name="Rows">Distance for neighboring image rows.</param>
/// <param name="Samples">Distance for neighboring samples.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionDistances(int Columns, int Rows, int Samples);
