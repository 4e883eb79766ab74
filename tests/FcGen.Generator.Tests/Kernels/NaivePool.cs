namespace FcGen.Generator.Tests.Kernels;

/// <summary>y = the maximum or the average of windows of positions.</summary>
[NaiveOf(
    typeof(MaxPool1dAttribute), typeof(MaxPool2dAttribute), typeof(AvgPool1dAttribute), typeof(AvgPool2dAttribute),
    typeof(GlobalAvgPoolAttribute), typeof(GlobalMaxPoolAttribute), typeof(AdaptiveAvgPool2dAttribute))]
internal sealed record NaivePool(string Declaration, NaiveShape Input, NaiveShape Output, bool IsMax, NaiveWindow[] Rows, NaiveWindow[] Columns)
    : NaiveRowLayer(Declaration), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        bool isMax = random.Next(2) == 0;
        string kind = isMax ? "Max" : "Avg";
        return (input.Kind, random.Next(4)) switch
        {
            (NaiveKind.Vector, _) => null,
            (_, 0) => Create($"Global{kind}Pool", input, NaiveShape.Vector(input.Channels), isMax, NaiveWindow.Adaptive(input.Height, 1), NaiveWindow.Adaptive(input.Width, 1)),
            (NaiveKind.Image, 1) => CreateAdaptive(input, random),
            (NaiveKind.Image, 2) => CreateSquare(kind, input, isMax, random),
            (NaiveKind.Image, _) => CreateRectangular(kind, input, isMax, random),
            _ => CreateAlong(kind, input, isMax, random),
        };
    }

    public override double[] Forward(double[] x)
    {
        var y = new double[Output.Size];
        ForEach((window, size, output) => y[output] = IsMax ? window.Select(i => x[i]).Aggregate(double.NegativeInfinity, Math.Max) : window.Sum(i => x[i]) / size);
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[Input.Size];
        ForEach((window, size, output) =>
        {
            foreach (int i in IsMax ? window.Where(i => x[i] == y[output]).Take(1) : window)
            {
                dx[i] += IsMax ? dy[output] : dy[output] / size;
            }
        });
        return dx;
    }

    /// <summary>Visits each window: the indices of its inputs, its size and the index of its output.</summary>
    private void ForEach(Action<int[], int, int> visit)
    {
        for (int channel = 0; channel < Input.Channels; channel++)
        {
            for (int row = 0; row < Rows.Length; row++)
            {
                for (int column = 0; column < Columns.Length; column++)
                {
                    int[] window =
                    [
                        .. from i in Rows[row].Inputs
                           from k in Columns[column].Inputs
                           select Input.IndexOf((i * Input.Width) + k, channel),
                    ];
                    visit(window, Rows[row].Size * Columns[column].Size, Output.IndexOf((row * Columns.Length) + column, channel));
                }
            }
        }
    }

    /// <summary>Returns the layer; null without windows, or if a window without inputs has a maximum of minus infinity.</summary>
    private static (NaiveLayer Layer, NaiveShape Output)? Create(
        string declaration, NaiveShape input, NaiveShape output, bool isMax, NaiveWindow[] rows, NaiveWindow[] columns)
    {
        bool fits = rows.Length > 0 && columns.Length > 0 && rows.Concat(columns).All(window => window.Inputs.Length > 0);
        return fits ? (new NaivePool(declaration, input, output, isMax, rows, columns), output) : null;
    }

    private static (NaiveLayer Layer, NaiveShape Output)? CreateAdaptive(NaiveShape input, Random random)
    {
        (int height, int width) = (random.Next(1, 5), random.Next(1, 5));
        return Create(
            $"AdaptiveAvgPool2d({height}, {width})", input, input with { Height = height, Width = width }, isMax: false,
            NaiveWindow.Adaptive(input.Height, height), NaiveWindow.Adaptive(input.Width, width));
    }

    private static (NaiveLayer Layer, NaiveShape Output)? CreateAlong(string kind, NaiveShape input, bool isMax, Random random)
    {
        var options = NaiveWindowOptions.Draw(isMax, random);
        NaiveWindow[] columns = options.On(input.Width);
        return Create(
            $"{kind}Pool1d({options.Kernel}{options.Source(string.Empty)}{options.CommonSource})", input, input with { Width = columns.Length }, isMax,
            NaiveWindow.Adaptive(1, 1), columns);
    }

    private static (NaiveLayer Layer, NaiveShape Output)? CreateSquare(string kind, NaiveShape input, bool isMax, Random random)
    {
        var options = NaiveWindowOptions.Draw(isMax, random);
        (NaiveWindow[] rows, NaiveWindow[] columns) = (options.On(input.Height), options.On(input.Width));
        return Create(
            $"{kind}Pool2d({options.Kernel}{options.Source(string.Empty)}{options.CommonSource})", input, input with { Height = rows.Length, Width = columns.Length }, isMax,
            rows, columns);
    }

    private static (NaiveLayer Layer, NaiveShape Output)? CreateRectangular(string kind, NaiveShape input, bool isMax, Random random)
    {
        var first = NaiveWindowOptions.Draw(isMax, random);
        NaiveWindowOptions second = NaiveWindowOptions.Draw(isMax, random) with { IsCeiling = first.IsCeiling, IncludesPadding = first.IncludesPadding };
        (NaiveWindow[] rows, NaiveWindow[] columns) = (first.On(input.Height), second.On(input.Width));
        return Create(
            $"{kind}Pool2d({first.Kernel}, {second.Kernel}{first.Source("Height")}{second.Source("Width")}{first.CommonSource})",
            input, input with { Height = rows.Length, Width = columns.Length }, isMax, rows, columns);
    }
}

/// <summary>The inputs of a window along one direction, and the size by which an average divides.</summary>
internal sealed record NaiveWindow(int[] Inputs, int Size)
{
    public static NaiveWindow[] Adaptive(int inputs, int outputs) =>
    [
        .. Enumerable.Range(0, outputs).Select(i =>
        {
            int[] window = [.. Enumerable.Range(0, inputs).Where(at => at >= Math.Floor(i * inputs / (double)outputs) && at < Math.Ceiling((i + 1) * inputs / (double)outputs))];
            return new NaiveWindow(window, window.Length);
        }),
    ];
}

/// <summary>Options of pooling along one direction.</summary>
internal sealed record NaiveWindowOptions(int Kernel, int? Stride, int Padding, int Dilation, bool IsCeiling, bool? IncludesPadding)
{
    public string CommonSource =>
        (IsCeiling ? ", CeilMode = true" : string.Empty) + (IncludesPadding is { } included ? $", CountIncludePad = {(included ? "true" : "false")}" : string.Empty);

    public static NaiveWindowOptions Draw(bool isMax, Random random)
    {
        int kernel = random.Next(1, 6);
        return new(
            kernel,
            random.Next(2) == 0 ? null : random.Next(1, 5),
            random.Next((kernel / 2) + 1),
            isMax ? random.Next(1, 3) : 1,
            random.Next(2) == 0,
            isMax ? null : random.Next(2) == 0);
    }

    public string Source(string direction) =>
        (Stride is null ? string.Empty : $", Stride{direction} = {Stride}")
        + (Padding == 0 ? string.Empty : $", Padding{direction} = {Padding}")
        + (Dilation == 1 ? string.Empty : $", Dilation{direction} = {Dilation}");

    /// <summary>
    /// Returns the windows: all that fit in the padded input, and, rounded up, one more that begins in the input or in the padding before it if the
    /// others do not reach the end.
    /// </summary>
    public NaiveWindow[] On(int inputs)
    {
        int stride = Stride ?? Kernel;
        var windows = new List<NaiveWindow>();
        for (int start = -Padding; ; start += stride)
        {
            int end = start + (Dilation * (Kernel - 1)) + 1;
            int before = end - stride;
            bool fits = end <= inputs + Padding;
            bool isRest = IsCeiling && start < inputs && before < inputs + Padding;
            if (!fits && !isRest)
            {
                return [.. windows];
            }

            int[] positions = [.. Enumerable.Range(0, Kernel).Select(k => start + (k * Dilation)).Where(at => at >= 0 && at < inputs)];
            windows.Add(new NaiveWindow(positions, IncludesPadding == false ? positions.Length : Math.Min(end, inputs + Padding) - start));
        }
    }
}

/// <summary>y = each position of x, repeated.</summary>
[NaiveOf(typeof(UpsampleAttribute))]
internal sealed record NaiveUpsample(NaiveShape Input, NaiveShape Output, int Scale) : NaiveRowLayer($"Upsample({Scale})"), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        int scale = random.Next(1, input.Size > 100 ? 3 : 6);
        NaiveShape output = input with { Height = input.Kind == NaiveKind.Image ? input.Height * scale : 1, Width = input.Width * scale };
        return input.IsVector || output.Size > 4000 ? null : (new NaiveUpsample(input, output, scale), output);
    }

    public override double[] Forward(double[] x)
    {
        var y = new double[Output.Size];
        ForEach((input, output) => y[output] = x[input]);
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[Input.Size];
        ForEach((input, output) => dx[input] += dy[output]);
        return dx;
    }

    private void ForEach(Action<int, int> visit)
    {
        int down = Output.Height / Input.Height;
        for (int channel = 0; channel < Input.Channels; channel++)
        {
            for (int position = 0; position < Output.Positions; position++)
            {
                int row = position / Output.Width / down;
                int column = position % Output.Width / Scale;
                visit(Input.IndexOf((row * Input.Width) + column, channel), Output.IndexOf(position, channel));
            }
        }
    }
}
