using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Reads and checks what all convolutions have in common.</summary>
/// <param name="context">The attribute.</param>
/// <param name="is2d">Whether the input is an image.</param>
internal sealed class ConvOptions(LayerContext context, bool is2d)
{
    /// <summary>The most zeros on one side.</summary>
    public const int MostPadding = 1 << 20;

    /// <summary>The most values of an input with its border, so that they can be addressed.</summary>
    private const int MostValues = int.MaxValue / 16;

    /// <summary>Number of output channels; 0 if it is out of range.</summary>
    public int Outputs { get; } = context.Count("outputs");

    /// <summary>The taps in both dimensions; 0 if they are out of range.</summary>
    public (int Height, int Width) Kernel { get; } = ReadKernel(context, is2d);

    private static (int Height, int Width) ReadKernel(LayerContext context, bool is2d)
    {
        if (context.Attribute.Has("kernelHeight"))
        {
            return (context.Count("kernelHeight"), context.Count("kernelWidth"));
        }

        int kernel = context.Count("kernel");
        return (is2d ? kernel : 1, kernel);
    }

    /// <summary>The input, unless it has the wrong kind.</summary>
    /// <param name="describe">Describes the layer with a number of inputs.</param>
    public Shape Input(Func<int, string> describe)
    {
        Shape input = context.Input;
        if (!input.IsKnown)
        {
            return input;
        }

        if (is2d ? input.Kind == ShapeKind.Image : input.Kind is ShapeKind.Signal or ShapeKind.Sequence)
        {
            return context.DeclaredInput(describe);
        }

        context.ReportInput(describe(context.Attribute.Get("inputs", 0)), is2d ? "an image" : "a signal or a sequence");
        return Shape.Unknown;
    }

    /// <summary>Reads an option of both dimensions. One that names the dimension has precedence.</summary>
    public (int Rows, int Columns) Pair(string property, int least, int most, int absent)
    {
        int both = context.Count(property, least, most, absent);
        return is2d ? (Of("Height"), Of("Width")) : (absent, both);

        int Of(string dimension) => context.Attribute.IsGiven(property + dimension)
            ? context.Count(property + dimension, least, most, both)
            : both;
    }

    /// <summary>The name of an option of one dimension that determines its value.</summary>
    public string NameOf(string property, string dimension) => context.Attribute.IsGiven(property + dimension) ? property + dimension : property;

    /// <summary>Checks that the number of groups divides the channels.</summary>
    public bool CheckGroups(int inputs, int groups)
    {
        if (inputs % groups == 0 && Outputs % groups == 0)
        {
            return true;
        }

        int[] fitting = [.. Enumerable.Range(1, Math.Min(inputs, Outputs)).Where(count => inputs % count == 0 && Outputs % count == 0).Take(8)];
        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.LocationOf("Groups"),
            context.Label(context.Attribute.Name),
            "Groups",
            $"a divisor of {inputs} inputs and {Outputs} outputs ({string.Join(", ", fitting)})",
            groups);
        return false;
    }

    /// <summary>Checks that an image with its border can be addressed.</summary>
    public bool CheckMemory(long height, long width, int channels)
    {
        double values = (double)height * width * Padding.RoundUp(channels);
        if (values <= MostValues)
        {
            return true;
        }

        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.Location,
            context.Label(context.Attribute.Name),
            "the number of values of the input with its padding",
            $"at most {MostValues}",
            values.ToString("0", System.Globalization.CultureInfo.InvariantCulture));
        return false;
    }
}
