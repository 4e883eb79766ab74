namespace FcGen.Generator.Tests.Kernels;

/// <summary>The functions of one step of a recurrent layer.</summary>
internal interface INaiveCell
{
    static abstract string Name { get; }

    static abstract int Gates { get; }

    /// <summary>Returns the hidden values and the cells after a step, from the sums over the inputs a and over the hidden values b.</summary>
    static abstract (double[] H, double[] C) Forward(double[] a, double[] b, double[] h, double[] c);

    /// <summary>Returns the gradients of a, b, h and c, without that of h through b.</summary>
    static abstract (double[] Da, double[] Db, double[] Dh, double[] Dc) Backward(double[] a, double[] b, double[] h, double[] c, double[] dy, double[] dc);
}

/// <summary>A recurrent layer: every level and direction reads its sequence step by step.</summary>
internal abstract record NaiveRecurrent<TCell>(string Source, NaiveShape Input, int Hidden, int Levels, bool IsBidirectional, bool HasBias)
    : NaiveRowLayer(Source)
    where TCell : INaiveCell
{
    private Direction[][] Parts { get; } =
    [
        .. Enumerable.Range(0, Levels).Select(level => Enumerable.Range(0, IsBidirectional ? 2 : 1)
            .Select(direction => new Direction(level, direction > 0, level == 0 ? Input.Channels : Hidden * (IsBidirectional ? 2 : 1), Hidden, HasBias))
            .ToArray()),
    ];

    public override IEnumerable<NaiveTensor> Tensors => Parts.SelectMany(level => level).SelectMany(direction => direction.Tensors);

    public override double[] Forward(double[] x) => Outputs(x)[^1].SelectMany(step => step).ToArray();

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        List<double[][]> outputs = Outputs(x);
        double[][] gradient = [.. dy.Chunk(dy.Length / Input.Width)];
        for (int level = Levels - 1; level >= 0; level--)
        {
            double[][] inputs = outputs[level];
            double[][] next = [.. inputs.Select(step => new double[step.Length])];
            foreach ((Direction direction, int column) in Parts[level].Select((direction, i) => (direction, i * Hidden)))
            {
                direction.Backward(inputs, [.. gradient.Select(step => step[column..(column + Hidden)])], next);
            }

            gradient = next;
        }

        return [.. gradient.SelectMany(step => step)];
    }

    /// <summary>Returns a random layer, if the input is a sequence.</summary>
    protected static (NaiveShape Output, string Source, int Hidden, int Levels, bool IsBidirectional, bool HasBias)? Draw(NaiveShape input, Random random)
    {
        int hidden = random.Next(3) == 0 ? 8 * random.Next(1, 4) : random.Next(1, 20);
        int levels = Math.Max(1, random.Next(-2, 4));
        bool isBidirectional = random.Next(3) == 0;
        bool hasBias = random.Next(4) > 0;
        string source = $"{TCell.Name}({hidden}, Layers = {levels}, Bidirectional = {(isBidirectional ? "true" : "false")}, Bias = {(hasBias ? "true" : "false")})";
        return input.Kind == NaiveKind.Sequence
            ? (input with { Channels = hidden * (isBidirectional ? 2 : 1) }, source, hidden, levels, isBidirectional, hasBias)
            : null;
    }

    /// <summary>Returns the input and the outputs of each level, step by step.</summary>
    private List<double[][]> Outputs(double[] x)
    {
        List<double[][]> values = [[.. x.Chunk(Input.Channels)]];
        foreach (Direction[] level in Parts)
        {
            double[][][] outputs = [.. level.Select(direction => direction.Forward(values[^1]).Select(step => step.Next.H).ToArray())];
            values.Add([.. Enumerable.Range(0, Input.Width).Select(step => outputs.SelectMany(direction => direction[step]).ToArray())]);
        }

        return values;
    }

    /// <summary>One direction of a level.</summary>
    private sealed record Direction(int Level, bool IsReverse, int Inputs, int Hidden, bool HasBias)
    {
        private readonly NaiveTensor _inputWeight = New("weight_ih", Level, IsReverse, TCell.Gates * Hidden * Inputs);
        private readonly NaiveTensor _hiddenWeight = New("weight_hh", Level, IsReverse, TCell.Gates * Hidden * Hidden);
        private readonly NaiveTensor _inputBias = New("bias_ih", Level, IsReverse, TCell.Gates * Hidden);
        private readonly NaiveTensor _hiddenBias = New("bias_hh", Level, IsReverse, TCell.Gates * Hidden);

        public NaiveTensor[] Tensors => HasBias ? [_inputWeight, _hiddenWeight, _inputBias, _hiddenBias] : [_inputWeight, _hiddenWeight];

        /// <summary>Returns the sums, the state before and the state after each step.</summary>
        public (double[] A, double[] B, (double[] H, double[] C) Before, (double[] H, double[] C) Next)[] Forward(double[][] x)
        {
            var steps = new (double[] A, double[] B, (double[] H, double[] C) Before, (double[] H, double[] C) Next)[x.Length];
            (double[] H, double[] C) state = (new double[Hidden], new double[Hidden]);
            foreach (int step in Order(x.Length))
            {
                double[] a = Sums(_inputWeight, _inputBias, x[step]);
                double[] b = Sums(_hiddenWeight, _hiddenBias, state.H);
                (double[] H, double[] C) next = TCell.Forward(a, b, state.H, state.C);
                steps[step] = (a, b, state, next);
                state = next;
            }

            return steps;
        }

        /// <summary>Adds to the gradients of the tensors and of the inputs.</summary>
        public void Backward(double[][] x, double[][] dy, double[][] dx)
        {
            var steps = Forward(x);
            double[] dh = new double[Hidden];
            double[] dc = new double[Hidden];
            foreach (int step in Order(x.Length).Reverse())
            {
                var (a, b, before, _) = steps[step];
                double[] total = [.. dy[step].Zip(dh, (one, other) => one + other)];
                (double[] da, double[] db, dh, dc) = TCell.Backward(a, b, before.H, before.C, total, dc);
                AddGradients(_inputWeight, _inputBias, x[step], da, dx[step]);
                AddGradients(_hiddenWeight, _hiddenBias, before.H, db, dh);
            }
        }

        private static NaiveTensor New(string name, int level, bool isReverse, int length) =>
            new($"{name}_l{level}{(isReverse ? "_reverse" : string.Empty)}", new float[length], new double[length]);

        private IEnumerable<int> Order(int steps) => Enumerable.Range(0, steps).Select(step => IsReverse ? steps - 1 - step : step);

        private double[] Sums(NaiveTensor weight, NaiveTensor bias, double[] x)
        {
            double[] sums = new double[TCell.Gates * Hidden];
            for (int row = 0; row < sums.Length; row++)
            {
                sums[row] = HasBias ? bias.Values[row] : 0;
                for (int i = 0; i < x.Length; i++)
                {
                    sums[row] += weight.Values[(row * x.Length) + i] * x[i];
                }
            }

            return sums;
        }

        private static void AddGradients(NaiveTensor weight, NaiveTensor bias, double[] x, double[] gradient, double[] dx)
        {
            for (int row = 0; row < gradient.Length; row++)
            {
                bias.Gradients![row] += gradient[row];
                for (int i = 0; i < x.Length; i++)
                {
                    weight.Gradients![(row * x.Length) + i] += gradient[row] * x[i];
                    dx[i] += gradient[row] * weight.Values[(row * x.Length) + i];
                }
            }
        }
    }
}

/// <summary>h' = f(a + b).</summary>
internal readonly struct NaiveTanhCell : INaiveCell
{
    public static string Name => "RNN";

    public static int Gates => 1;

    public static (double[] H, double[] C) Forward(double[] a, double[] b, double[] h, double[] c) =>
        ([.. a.Zip(b, (one, other) => Math.Tanh(one + other))], c);

    public static (double[] Da, double[] Db, double[] Dh, double[] Dc) Backward(double[] a, double[] b, double[] h, double[] c, double[] dy, double[] dc)
    {
        double[] sum = [.. dy.Select((g, i) => g / (Math.Cosh(a[i] + b[i]) * Math.Cosh(a[i] + b[i])))];
        return (sum, sum, new double[h.Length], dc);
    }
}

/// <summary>h' = max(a + b, 0).</summary>
internal readonly struct NaiveReLUCell : INaiveCell
{
    public static string Name => "RNN";

    public static int Gates => 1;

    public static (double[] H, double[] C) Forward(double[] a, double[] b, double[] h, double[] c) =>
        ([.. a.Zip(b, (one, other) => Math.Max(one + other, 0))], c);

    public static (double[] Da, double[] Db, double[] Dh, double[] Dc) Backward(double[] a, double[] b, double[] h, double[] c, double[] dy, double[] dc)
    {
        double[] sum = [.. dy.Select((g, i) => a[i] + b[i] > 0 ? g : 0)];
        return (sum, sum, new double[h.Length], dc);
    }
}

/// <summary>The gates i, f, g and o.</summary>
internal readonly struct NaiveLstmCell : INaiveCell
{
    public static string Name => "LSTM";

    public static int Gates => 4;

    public static (double[] H, double[] C) Forward(double[] a, double[] b, double[] h, double[] c)
    {
        double[] next = [.. c.Select((cell, k) => (Gate(a, b, k, 1) * cell) + (Gate(a, b, k, 0) * Candidate(a, b, k)))];
        return ([.. next.Select((cell, k) => Gate(a, b, k, 3) * Math.Tanh(cell))], next);
    }

    public static (double[] Da, double[] Db, double[] Dh, double[] Dc) Backward(double[] a, double[] b, double[] h, double[] c, double[] dy, double[] dc)
    {
        double[] sums = new double[a.Length];
        double[] before = new double[c.Length];
        for (int k = 0; k < c.Length; k++)
        {
            (double i, double f, double g, double o) = (Gate(a, b, k, 0), Gate(a, b, k, 1), Candidate(a, b, k), Gate(a, b, k, 3));
            double tanh = Math.Tanh((f * c[k]) + (i * g));
            double dCell = dc[k] + (dy[k] * o * (1 - (tanh * tanh)));
            sums[k] = dCell * g * i * (1 - i);
            sums[c.Length + k] = dCell * c[k] * f * (1 - f);
            sums[(2 * c.Length) + k] = dCell * i * (1 - (g * g));
            sums[(3 * c.Length) + k] = dy[k] * tanh * o * (1 - o);
            before[k] = dCell * f;
        }

        return (sums, sums, new double[h.Length], before);
    }

    private static double Gate(double[] a, double[] b, int k, int gate) => NaiveGruCell.Sigmoid(Sum(a, b, k, gate));

    private static double Candidate(double[] a, double[] b, int k) => Math.Tanh(Sum(a, b, k, 2));

    private static double Sum(double[] a, double[] b, int k, int gate) => a[(gate * a.Length / Gates) + k] + b[(gate * a.Length / Gates) + k];
}

/// <summary>The gates r, z and n.</summary>
internal readonly struct NaiveGruCell : INaiveCell
{
    public static string Name => "GRU";

    public static int Gates => 3;

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static (double[] H, double[] C) Forward(double[] a, double[] b, double[] h, double[] c) => ([.. h.Select((value, k) =>
    {
        (_, double z, double n) = Of(a, b, k);
        return ((1 - z) * n) + (z * value);
    })], c);

    public static (double[] Da, double[] Db, double[] Dh, double[] Dc) Backward(double[] a, double[] b, double[] h, double[] c, double[] dy, double[] dc)
    {
        double[] da = new double[a.Length];
        double[] dh = new double[h.Length];
        int candidate = 2 * h.Length;
        for (int k = 0; k < h.Length; k++)
        {
            (double r, double z, double n) = Of(a, b, k);
            double dn = dy[k] * (1 - z) * (1 - (n * n));
            da[k] = dn * b[candidate + k] * r * (1 - r);
            da[h.Length + k] = dy[k] * (h[k] - n) * z * (1 - z);
            da[candidate + k] = dn;
            dh[k] = dy[k] * z;
        }

        double[] db = [.. da.Select((gradient, i) => i < candidate ? gradient : gradient * Of(a, b, i - candidate).R)];
        return (da, db, dh, dc);
    }

    private static (double R, double Z, double N) Of(double[] a, double[] b, int k)
    {
        int hidden = a.Length / Gates;
        double r = Sigmoid(a[k] + b[k]);
        return (r, Sigmoid(a[hidden + k] + b[hidden + k]), Math.Tanh(a[(2 * hidden) + k] + (r * b[(2 * hidden) + k])));
    }
}

[NaiveOf(typeof(RNNAttribute))]
internal sealed record NaiveRNN(string Source, NaiveShape Input, int Hidden, int Levels, bool IsBidirectional, bool HasBias)
    : NaiveRecurrent<NaiveTanhCell>(Source, Input, Hidden, Levels, IsBidirectional, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Draw(input, random) is var (output, source, hidden, levels, isBidirectional, hasBias)
        ? (new NaiveRNN(source, input, hidden, levels, isBidirectional, hasBias), output)
        : null;
}

[NaiveOf(typeof(RNNAttribute))]
internal sealed record NaiveRectifiedRNN(string Source, NaiveShape Input, int Hidden, int Levels, bool IsBidirectional, bool HasBias)
    : NaiveRecurrent<NaiveReLUCell>(Source, Input, Hidden, Levels, IsBidirectional, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Draw(input, random) is var (output, source, hidden, levels, isBidirectional, hasBias)
        ? (new NaiveRectifiedRNN(source.Replace("Bias", "Activation = RnnActivation.ReLU, Bias", StringComparison.Ordinal), input, hidden, levels, isBidirectional, hasBias), output)
        : null;
}

[NaiveOf(typeof(LSTMAttribute))]
internal sealed record NaiveLSTM(string Source, NaiveShape Input, int Hidden, int Levels, bool IsBidirectional, bool HasBias)
    : NaiveRecurrent<NaiveLstmCell>(Source, Input, Hidden, Levels, IsBidirectional, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Draw(input, random) is var (output, source, hidden, levels, isBidirectional, hasBias)
        ? (new NaiveLSTM(source, input, hidden, levels, isBidirectional, hasBias), output)
        : null;
}

[NaiveOf(typeof(GRUAttribute))]
internal sealed record NaiveGRU(string Source, NaiveShape Input, int Hidden, int Levels, bool IsBidirectional, bool HasBias)
    : NaiveRecurrent<NaiveGruCell>(Source, Input, Hidden, Levels, IsBidirectional, HasBias), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random) => Draw(input, random) is var (output, source, hidden, levels, isBidirectional, hasBias)
        ? (new NaiveGRU(source, input, hidden, levels, isBidirectional, hasBias), output)
        : null;
}

/// <summary>The last steps of a sequence.</summary>
[NaiveOf(typeof(LastAttribute))]
internal sealed record NaiveLast(NaiveShape Input, int Count, string Declaration) : NaiveRowLayer(Declaration), IRandomLayer
{
    private int First => Input.Size - (Count * Input.Channels);

    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        int count = Math.Max(1, random.Next(-1, input.Width + 1));
        string source = count == 1 && random.Next(2) == 0 ? "Last" : $"Last({count})";
        return input.Kind == NaiveKind.Sequence
            ? (new NaiveLast(input, count, source), count == 1 ? NaiveShape.Vector(input.Channels) : input with { Width = count })
            : null;
    }

    public override double[] Forward(double[] x) => x[First..];

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. new double[First], .. dy];
}
