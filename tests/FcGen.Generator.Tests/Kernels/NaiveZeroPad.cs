namespace FcGen.Generator.Tests.Kernels;

/// <summary>Zeros around a signal, a sequence or an image.</summary>
[NaiveOf(typeof(ZeroPad1dAttribute), typeof(ZeroPad2dAttribute))]
internal sealed record NaiveZeroPad(string Source, NaiveShape Input, NaiveShape Output, int Left, int Top) : NaiveRowLayer(Source), IRandomLayer
{
    public static (NaiveLayer Layer, NaiveShape Output)? Create(NaiveShape input, Random random)
    {
        if (input.IsVector || input.Positions > 200)
        {
            return null;
        }

        (int left, int right, int top, int bottom) = (random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        bool isImage = input.Kind == NaiveKind.Image;
        NaiveShape output = input with { Width = left + input.Width + right, Height = isImage ? top + input.Height + bottom : 1 };
        string source = isImage ? $"ZeroPad2d({left}, {right}, {top}, {bottom})" : $"ZeroPad1d({left}, {right})";
        return (new NaiveZeroPad(source, input, output, left, isImage ? top : 0), output);
    }

    public override double[] Forward(double[] x)
    {
        var y = new double[Output.Size];
        ForEach((from, to) => y[to] = x[from]);
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        var dx = new double[Input.Size];
        ForEach((from, to) => dx[from] = dy[to]);
        return dx;
    }

    /// <summary>Every value of the input and its place in the output.</summary>
    private void ForEach(Action<int, int> value)
    {
        for (int p = 0; p < Input.Positions; p++)
        {
            for (int channel = 0; channel < Input.Channels; channel++)
            {
                int position = ((Top + (p / Input.Width)) * Output.Width) + Left + (p % Input.Width);
                value(Input.IndexOf(p, channel), Output.IndexOf(position, channel));
            }
        }
    }
}
