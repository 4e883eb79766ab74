using System.ComponentModel;

namespace FcGen.Layers;

/// <summary>The shape of a convolution, for <see cref="PortableConvolution"/>. Used by generated code.</summary>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="Inputs">Number of input channels of a group.</param>
/// <param name="Outputs">Number of output channels of a group.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionShape(ConvolutionAxis Rows, ConvolutionAxis Columns, int Groups, int Inputs, int Outputs);

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
