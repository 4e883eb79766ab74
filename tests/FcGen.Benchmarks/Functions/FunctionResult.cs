using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FcGen.Layers;
using FcGen.Numerics;

namespace FcGen.Benchmarks;

/// <summary>An elementary function of FcGen, compared with the function of the platform.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Ours">The times of FcGen.</param>
/// <param name="Platform">The name of the platform function.</param>
/// <param name="Theirs">The times of the platform function, or null if there is none.</param>
internal sealed record FunctionResult(string Name, Measurement Ours, string Platform, Measurement? Theirs)
{
    private const int Count = 2048;

    public IEnumerable<Measurement> Measurements => Theirs is null ? [Ours] : [Ours, Theirs];

    /// <summary>Creates the measurements of all functions, each over its typical range.</summary>
    public static IReadOnlyList<FunctionResult> CreateAll() =>
    [
        Create("exp", -10, 10, Apply<ExpOperator>, "Vector.Exp", Apply<PlatformExp>),
        Create("log", 1e-3f, 100, Apply<LogOperator>, "Vector.Log", Apply<PlatformLog>),
        Create("tanh", -5, 5, Apply<TanhOperator>, "TensorPrimitives.Tanh", TensorPrimitives.Tanh),
        Create("sigmoid", -10, 10, Apply<SigmoidOperator>, "TensorPrimitives.Sigmoid", TensorPrimitives.Sigmoid),
        Create("erf", -4, 4, Apply<ErfOperator>, "none", null),
    ];

    private static FunctionResult Create(string name, float from, float to, ElementFunction ours, string platform, ElementFunction? theirs)
    {
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, Count).Select(_ => from + (random.NextSingle() * (to - from)))];
        if (theirs is not null)
        {
            Compare(name, x, ours, theirs);
        }

        return new FunctionResult(
            name,
            new Measurement(new FunctionWorkload(name, ours, x)),
            platform,
            theirs is null ? null : new Measurement(new FunctionWorkload(platform, theirs, x)));
    }

    private static void Compare(string name, float[] x, ElementFunction ours, ElementFunction theirs)
    {
        // The tolerance is absolute for results below 1, because the relative error of the platform's tanh near 0 is 1e-5.
        const float tolerance = 1e-6f;
        float[] expected = new float[x.Length];
        float[] actual = new float[x.Length];
        theirs(x, expected);
        ours(x, actual);
        for (int i = 0; i < x.Length; i++)
        {
            if (!(MathF.Abs(actual[i] - expected[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i]))))
            {
                throw new InvalidOperationException($"{name}({x[i]:R}) is {actual[i]:R}, but the platform returns {expected[i]:R}.");
            }
        }
    }

    private static void Apply<TOperator>(ReadOnlySpan<float> x, Span<float> y)
        where TOperator : struct, IUnaryOperator =>
        Elementwise.Forward(
            default(TOperator), ref MemoryMarshal.GetReference(x), x.Length, ref MemoryMarshal.GetReference(y), x.Length, x.Length, 1);
}
