using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Pooling;

/// <summary>The maximum or the average of windows of positions, in one or two dimensions.</summary>
/// <param name="name">The name of the attribute, without its dimensions and suffix.</param>
/// <param name="is2d">Whether the layer works on images; otherwise on signals and sequences.</param>
/// <param name="otherName">The name in Keras, without its dimensions.</param>
internal sealed class PoolLayer(string name, bool is2d, string otherName) : LayerKind
{
    private bool IsMax => name == "MaxPool";

    public override string AttributeName => $"{name}{(is2d ? 2 : 1)}dAttribute";

    public override IReadOnlyList<string> OtherNames => [$"{otherName}{(is2d ? 2 : 1)}D"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        Window[]? windows = ReadWindows(context);
        string description = windows is null ? context.Attribute.Name : Describe(context.Attribute.Name, windows);
        Shape input = context.Input;
        bool isSuitable = input.Kind == ShapeKind.Image ? is2d : !is2d && input.Kind is ShapeKind.Signal or ShapeKind.Sequence;
        if (input.IsKnown && !isSuitable)
        {
            context.ReportInput(description, is2d ? "an image" : "a signal or a sequence");
        }

        bool isCeiling = context.Attribute.Get("CeilMode", false);
        bool fits = input.IsKnown && isSuitable && windows is not null && CheckKernel(context, windows, input, isCeiling);
        if (!fits)
        {
            return new WindowSpec(context.Index, context.Name, input, Shape.Unknown, description, PoolKind.Max, null);
        }

        PoolAxis[] axes = [.. windows!.Zip(Lengths(input), (window, length) => window.On(length, isCeiling))];
        var pooled = new PoolWindows(is2d ? axes[0] : PoolAxis.Single, axes[axes.Length - 1]);
        PoolKind kind = IsMax ? PoolKind.Max
            : context.Attribute.Get("CountIncludePad", true) || pooled.AreAllInside ? PoolKind.Average
            : PoolKind.AverageOfInputs;
        var spec = new WindowSpec(
            context.Index, context.Name, input, input.WithPositions(pooled.Rows.Outputs, pooled.Columns.Outputs), description, kind, pooled);
        for (int i = 0; i < axes.Length; i++)
        {
            Window window = windows![i];
            int stride = window.Stride ?? window.Kernel;
            long reach = ((long)window.Dilation * (window.Kernel - 1)) + 1;
            string option = new[] { is2d ? i == 0 ? "StrideHeight" : "StrideWidth" : "Stride", "Stride", window.Name }.First(name => context.Attribute.Has(name) || context.Attribute.IsGiven(name));
            context.CheckUnread(
                spec.Label, option, Lengths(input)[i], window.Positions, ((axes[i].Outputs - 1L) * stride) + reach - window.Padding, reach, stride);
        }

        return spec;
    }

    /// <summary>The lengths of an input along the directions of the windows.</summary>
    private int[] Lengths(Shape input) => is2d ? [input.Height, input.Width] : [input.Width];

    /// <summary>Reads the windows along each direction; null if one is not valid.</summary>
    private Window[]? ReadWindows(LayerContext context)
    {
        bool isSquare = context.Attribute.Has("kernel");
        string[] directions = is2d ? ["Height", "Width"] : [string.Empty];
        string[] names = [.. directions.Select(direction => isSquare ? "kernel" : "kernel" + direction)];
        var kernels = names.Distinct().ToDictionary(kernel => kernel, context.Count);
        Dictionary<string, int> strides = Read("Stride", 1, _ => (int.MaxValue, null));
        Dictionary<string, int> dilations = IsMax ? Read("Dilation", 1, _ => (int.MaxValue, null)) : [];
        Dictionary<string, int> paddings = Read("Padding", 0, direction => (kernels[isSquare ? "kernel" : "kernel" + direction] / 2, "half the kernel"));
        return kernels.ContainsValue(0) ? null : [.. directions.Select((direction, i) => new Window(
            names[i],
            direction switch { "Height" => "rows", "Width" => "columns", _ => "positions" },
            kernels[names[i]],
            strides.TryGetValue(direction, out int stride) ? stride : null,
            paddings.TryGetValue(direction, out int padding) ? padding : 0,
            dilations.TryGetValue(direction, out int dilation) ? dilation : 1))];

        // Reads an option of all directions and those of a single one, which replace it, and returns those that are given.
        Dictionary<string, int> Read(string option, int least, Func<string, (int Most, string? Reason)> limit)
        {
            var values = new Dictionary<string, int>();
            foreach (IGrouping<string, string> group in directions.GroupBy(direction => context.Attribute.IsGiven(option + direction) ? option + direction : option))
            {
                if (context.Attribute.IsGiven(group.Key))
                {
                    // A kernel of 0 has been reported.
                    (int most, string? reason) = group.Select(limit).OrderBy(pair => pair.Most).First();
                    int value = context.Count(group.Key, least, kernels.ContainsValue(0) ? int.MaxValue : most, least, kernels.ContainsValue(0) ? null : reason);
                    foreach (string direction in group)
                    {
                        values.Add(direction, value);
                    }
                }
            }

            return values;
        }
    }

    private bool CheckKernel(LayerContext context, Window[] windows, Shape input, bool isCeiling)
    {
        var largest = windows.Zip(Lengths(input), (window, length) => (Window: window, Length: length, Most: window.Largest(length, isCeiling)))
            .OrderBy(pair => pair.Most).Where(pair => pair.Window.Kernel > pair.Most).ToList();
        foreach ((Window window, int length, int most) in largest.GroupBy(pair => pair.Window.Name).Select(group => group.First()))
        {
            string dilation = window.Dilation == 1 ? string.Empty : $" at a dilation of {window.Dilation}";
            context.Count(window.Name, 1, most, 0, $"the input has {length + (2L * window.Padding)} {window.Positions} with its padding{dilation}");
        }

        return largest.Count == 0;
    }

    /// <summary>The layer with its windows; strides are those of the kernels unless they are named.</summary>
    private static string Describe(string name, Window[] windows)
    {
        string strides = windows.All(window => (window.Stride ?? window.Kernel) == window.Kernel)
            ? string.Empty
            : $", stride {Joined(windows.Select(window => window.Stride ?? window.Kernel).Distinct())}";
        return $"{name} {Joined(windows.Select(window => window.Kernel))}{strides}";

        static string Joined(IEnumerable<int> numbers) => string.Join(" x ", numbers.Select(SourceText.Literal));
    }

    /// <summary>The windows along one direction, as the user wrote them.</summary>
    /// <param name="Name">The parameter of the kernel.</param>
    /// <param name="Positions">The positions, in words.</param>
    /// <param name="Kernel">Number of positions in a window.</param>
    /// <param name="Stride">Distance between windows; null for that of neighbors.</param>
    /// <param name="Padding">Number of positions before the first and after the last of the input.</param>
    /// <param name="Dilation">Distance between the positions in a window.</param>
    private sealed record Window(string Name, string Positions, int Kernel, int? Stride, int Padding, int Dilation)
    {
        public PoolAxis On(int length, bool isCeiling) =>
            PoolAxis.Create(length, OutputsOf(length, Kernel, isCeiling), Kernel, Stride ?? Kernel, Padding, Dilation);

        /// <summary>The largest kernel with an output.</summary>
        public int Largest(int length, bool isCeiling)
        {
            (int least, int most) = (0, int.MaxValue / 16);
            while (least < most)
            {
                int middle = (int)(((long)least + most + 1) / 2);
                (least, most) = OutputsOf(length, middle, isCeiling) > 0 ? (middle, most) : (least, middle - 1);
            }

            return least;
        }

        private int OutputsOf(int length, int kernel, bool isCeiling) =>
            PoolAxis.OutputsOf(length, kernel, Stride ?? kernel, Padding, Dilation, isCeiling);
    }
}
