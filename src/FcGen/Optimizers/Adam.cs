using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Adam (Kingma and Ba, 2015), update for update that of
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</see>. In step t:
/// <c>g += WeightDecay * p</c>; <c>m = Beta1 * m + (1 - Beta1) * g</c>; <c>v = Beta2 * v + (1 - Beta2) * g^2</c>;
/// <c>p -= LearningRate / (1 - Beta1^t) * m / (sqrt(v) / sqrt(1 - Beta2^t) + Epsilon)</c>. With <see cref="AmsGrad"/> the largest
/// <c>v</c> so far takes the place of <c>v</c> in the last line.
/// </summary>
/// <remarks>Running means smaller than 1.2e-38 count as zero, because arithmetic with subnormal numbers is many times slower.</remarks>
public sealed class Adam : Optimizer
{
    private AlignedBuffer _means;
    private AlignedBuffer _squares;
    private AlignedBuffer _largestSquares;
    private double _beta1Power;
    private double _beta2Power;
    private float _rate;
    private float _rootCorrection;

    /// <summary>Makes an optimizer with a <see cref="Optimizer.LearningRate"/> of 1e-3.</summary>
    public Adam() => LearningRate = 1e-3f;

    /// <summary>Decay of the running mean of the gradient; at least 0 and below 1. Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay of the running mean of the squared gradient; at least 0 and below 1. Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>
    /// Added to the denominator; at least 0. Default: 1e-8. Even with 0, a gradient that has always been 0 moves nothing (PyTorch: NaN).
    /// </summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Factor of the L2 penalty's gradient; at least 0. Default: 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Whether the largest running mean of the squared gradient is used (Reddi et al., 2018). Default: false.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    protected override void InitializeState(int parameterCount)
    {
        OptionChecks.Fraction(Beta1);
        OptionChecks.Fraction(Beta2);
        OptionChecks.NotNegative(Epsilon);
        OptionChecks.NotNegative(WeightDecay);
        _means = new AlignedBuffer(parameterCount);
        _squares = new AlignedBuffer(parameterCount);
        _largestSquares = new AlignedBuffer(AmsGrad ? parameterCount : 0);
        _beta1Power = 1;
        _beta2Power = 1;
    }

    /// <inheritdoc/>
    protected override void BeginStep()
    {
        _beta1Power = NextPower(_beta1Power, Beta1);
        _beta2Power = NextPower(_beta2Power, Beta2);
        _rate = (float)(-LearningRate / (1 - _beta1Power));
        _rootCorrection = (float)(1 / Math.Sqrt(1 - _beta2Power));
    }

    // A power below 1e-20 no longer changes 1 - power, and must not decay into subnormal numbers.
    private static double NextPower(double power, double beta) => power < 1e-20 ? power : power * beta;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first)
    {
        float rate = _rate;
        float rootCorrection = _rootCorrection;
        float decay = WeightDecay;
        float beta1 = Beta1;
        float beta2 = Beta2;
        float share1 = 1 - Beta1;
        float share2 = 1 - Beta2;
        float epsilon = MathF.Max(Epsilon, Subnormals.SmallestNormal);
        bool amsGrad = AmsGrad;
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        ref float m = ref Unsafe.Add(ref _means.Reference, first);
        ref float v = ref Unsafe.Add(ref _squares.Reference, first);
        ref float largest = ref Unsafe.Add(ref _largestSquares.Reference, AmsGrad ? first : 0);
        nuint length = (nuint)parameters.Length;
        nuint i = 0;

        // Constant vectors are made outside of the loops: the compiler leaves a broadcast where it stands, and there are eight.
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> rates = Vector512.Create(rate);
            Vector512<float> decays = Vector512.Create(decay);
            Vector512<float> betas1 = Vector512.Create(beta1);
            Vector512<float> betas2 = Vector512.Create(beta2);
            Vector512<float> shares1 = Vector512.Create(share1);
            Vector512<float> shares2 = Vector512.Create(share2);
            Vector512<float> corrections = Vector512.Create(rootCorrection);
            Vector512<float> epsilons = Vector512.Create(epsilon);
            for (; i + (nuint)Vector512<float>.Count <= length; i += (nuint)Vector512<float>.Count)
            {
                Vector512<float> parameter = Vector512.LoadUnsafe(ref p, i);
                Vector512<float> gradient = Vector512.FusedMultiplyAdd(decays, parameter, Vector512.LoadUnsafe(ref g, i));
                Vector512<float> mean = Vector512.FusedMultiplyAdd(betas1, Vector512.LoadUnsafe(ref m, i), gradient * shares1);
                Vector512<float> square = Vector512.FusedMultiplyAdd(betas2, Vector512.LoadUnsafe(ref v, i), gradient * gradient * shares2);
                mean = Subnormals.Flush(mean);
                square = Subnormals.FlushNotNegative(square);
                mean.StoreUnsafe(ref m, i);
                square.StoreUnsafe(ref v, i);
                if (amsGrad)
                {
                    square = Vector512.Max(square, Vector512.LoadUnsafe(ref largest, i));
                    square.StoreUnsafe(ref largest, i);
                }

                Vector512<float> denominator = Vector512.FusedMultiplyAdd(Vector512.Sqrt(square), corrections, epsilons);
                Vector512.FusedMultiplyAdd(rates, Quotient(mean, denominator), parameter).StoreUnsafe(ref p, i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> rates = Vector256.Create(rate);
            Vector256<float> decays = Vector256.Create(decay);
            Vector256<float> betas1 = Vector256.Create(beta1);
            Vector256<float> betas2 = Vector256.Create(beta2);
            Vector256<float> shares1 = Vector256.Create(share1);
            Vector256<float> shares2 = Vector256.Create(share2);
            Vector256<float> corrections = Vector256.Create(rootCorrection);
            Vector256<float> epsilons = Vector256.Create(epsilon);
            for (; i + (nuint)Vector256<float>.Count <= length; i += (nuint)Vector256<float>.Count)
            {
                Vector256<float> parameter = Vector256.LoadUnsafe(ref p, i);
                Vector256<float> gradient = Vector256.FusedMultiplyAdd(decays, parameter, Vector256.LoadUnsafe(ref g, i));
                Vector256<float> mean = Vector256.FusedMultiplyAdd(betas1, Vector256.LoadUnsafe(ref m, i), gradient * shares1);
                Vector256<float> square = Vector256.FusedMultiplyAdd(betas2, Vector256.LoadUnsafe(ref v, i), gradient * gradient * shares2);
                mean = Subnormals.Flush(mean);
                square = Subnormals.FlushNotNegative(square);
                mean.StoreUnsafe(ref m, i);
                square.StoreUnsafe(ref v, i);
                if (amsGrad)
                {
                    square = Vector256.Max(square, Vector256.LoadUnsafe(ref largest, i));
                    square.StoreUnsafe(ref largest, i);
                }

                Vector256<float> denominator = Vector256.FusedMultiplyAdd(Vector256.Sqrt(square), corrections, epsilons);
                Vector256.FusedMultiplyAdd(rates, mean / denominator, parameter).StoreUnsafe(ref p, i);
            }
        }

        for (; i < length; i++)
        {
            ref float parameter = ref Unsafe.Add(ref p, i);
            ref float mean = ref Unsafe.Add(ref m, i);
            ref float square = ref Unsafe.Add(ref v, i);
            float gradient = MathF.FusedMultiplyAdd(decay, parameter, Unsafe.Add(ref g, i));
            mean = Subnormals.Flush(MathF.FusedMultiplyAdd(beta1, mean, gradient * share1));
            square = Subnormals.Flush(MathF.FusedMultiplyAdd(beta2, square, gradient * gradient * share2));
            float scale = square;
            if (amsGrad)
            {
                scale = MathF.Max(square, Unsafe.Add(ref largest, i));
                Unsafe.Add(ref largest, i) = scale;
            }

            float denominator = MathF.FusedMultiplyAdd(MathF.Sqrt(scale), rootCorrection, epsilon);
            parameter = MathF.FusedMultiplyAdd(rate, mean / denominator, parameter);
        }
    }

    /// <summary>
    /// x / y for a y of at least 1.2e-38, rounded as a division rounds: an estimate of 1 / y, refined, and the remainder brought in.
    /// The root keeps the divider busy already (Adam as a whole: 1.12).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quotient(Vector512<float> x, Vector512<float> y)
    {
        if (!Avx512F.IsSupported)
        {
            return x / y;
        }

        Vector512<float> estimate = Avx512F.Reciprocal14(y);
        Vector512<float> reciprocal = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(-y, estimate, Vector512<float>.One), estimate, estimate);
        Vector512<float> quotient = x * reciprocal;
        Vector512<float> refined = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(-quotient, y, x), reciprocal, quotient);

        // An infinite y makes NaN of the remainder; the estimate is exact then: zero.
        return Vector512.ConditionalSelect(Vector512.Equals(y, Vector512.Create(float.PositiveInfinity)), x * estimate, refined);
    }
}
