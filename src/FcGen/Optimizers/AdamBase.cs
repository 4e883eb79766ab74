using System.Runtime.CompilerServices;
using FcGen.Numerics;
using FcGen.Runtime;

namespace FcGen;

/// <summary>Base class of <see cref="Adam"/> and <see cref="AdamW"/>, which differ only in the weight decay.</summary>
/// <remarks>
/// An <c>m</c> smaller than 1.2e-38 is flushed to zero and <c>v</c> is at least 7.5e-37, because arithmetic with subnormal numbers is many
/// times slower. Without <see cref="Epsilon"/>, gradients below about 1e-16 cause smaller updates than in PyTorch.
/// </remarks>
public abstract class AdamBase : Optimizer
{
    private AlignedBuffer _means;
    private AlignedBuffer _squares;
    private AlignedBuffer _largestSquares;
    private double _beta1Power;
    private double _beta2Power;
    private float _rate;
    private float _rootCorrection;
    private float _decayOfGradient;
    private float _shareKept;

    private protected AdamBase() => LearningRate = 1e-3f;

    /// <summary>Decay rate of the running mean of the gradient; at least 0 and below 1. Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of the running mean of the squared gradient; at least 0 and below 1. Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>
    /// Value added to the denominator for numerical stability; at least 0. Default: 1e-8. Even with 0, parameters whose gradient was always
    /// 0 do not change (PyTorch: NaN).
    /// </summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Weight decay coefficient, applied to all parameters; at least 0. Default: 0 for <see cref="Adam"/>, 0.01 for <see cref="AdamW"/>.
    /// </summary>
    public float WeightDecay { get; init; }

    /// <summary>Whether to use the largest running mean of the squared gradient (Reddi et al., 2018). Default: false.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Whether the weight decay shrinks the parameters directly instead of being added to the gradient.</summary>
    private protected abstract bool IsDecayDecoupled { get; }

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
        _rootCorrection = (float)(1 / Math.Sqrt(1 - _beta2Power));
        SetRates(LearningRate, WeightDecay);
    }

    /// <inheritdoc/>
    protected override void BeginGroup(float learningRate, float? weightDecay) => SetRates(learningRate, weightDecay ?? WeightDecay);

    private void SetRates(float learningRate, float decay)
    {
        _rate = (float)(-learningRate / (1 - _beta1Power));
        _decayOfGradient = IsDecayDecoupled ? 0 : decay;
        _shareKept = IsDecayDecoupled ? (float)(1 - ((double)learningRate * decay)) : 1;
    }

    // A power below 1e-20 no longer changes 1 - power, and must not decay into subnormal numbers.
    private static double NextPower(double power, double beta) => power < 1e-20 ? power : power * beta;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first) =>
        LaneUpdate.Run(new Update(this), parameters, gradients, first);

    private readonly struct Update(AdamBase adam) : ILaneUpdate
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(ref float p, ref float g, int first, int count)
            where TLanes : struct, ILanes<TLanes>
        {
            // Computed outside the loop: the compiler does not hoist a broadcast.
            TLanes rate = TLanes.Create(adam._rate);
            TLanes decay = TLanes.Create(adam._decayOfGradient);
            TLanes kept = TLanes.Create(adam._shareKept);
            TLanes beta1 = TLanes.Create(adam.Beta1);
            TLanes beta2 = TLanes.Create(adam.Beta2);
            TLanes share1 = TLanes.Create(1 - adam.Beta1);
            TLanes share2 = TLanes.Create(1 - adam.Beta2);
            TLanes correction = TLanes.Create(adam._rootCorrection);
            TLanes epsilon = TLanes.Create(adam.Epsilon);
            bool amsGrad = adam.AmsGrad;
            bool shrinks = adam._shareKept != 1;
            ref float m = ref Unsafe.Add(ref adam._means.Reference, first);
            ref float v = ref Unsafe.Add(ref adam._squares.Reference, first);
            ref float largest = ref Unsafe.Add(ref adam._largestSquares.Reference, amsGrad ? first : 0);
            for (nuint i = 0; i < (nuint)count; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(ref p, i);
                TLanes gradient = TLanes.MultiplyAdd(decay, parameter, TLanes.Load(ref g, i));
                TLanes mean = TLanes.Flush(TLanes.MultiplyAdd(beta1, TLanes.Load(ref m, i), gradient * share1));
                TLanes square = TLanes.Raise(TLanes.MultiplyAdd(beta2, TLanes.Load(ref v, i), gradient * gradient * share2));
                mean.Store(ref m, i);
                square.Store(ref v, i);
                if (amsGrad)
                {
                    square = TLanes.Max(square, TLanes.Load(ref largest, i));
                    square.Store(ref largest, i);
                }

                if (shrinks)
                {
                    parameter *= kept;
                }

                TLanes denominator = TLanes.MultiplyAdd(TLanes.Sqrt(square), correction, epsilon);
                TLanes.MultiplyAdd(rate, TLanes.Quotient(mean, denominator), parameter).Store(ref p, i);
            }
        }
    }
}
