using System.Runtime.CompilerServices;
using FcGen.Numerics;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012; centered: Graves, 2013), with the same updates as
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html">torch.optim.RMSprop</see>: <c>g += WeightDecay * p</c>;
/// <c>v = Alpha * v + (1 - Alpha) * g^2</c>; <c>s = g / (sqrt(v) + Epsilon)</c>; <c>p -= LearningRate * s</c>. With <see cref="Centered"/>:
/// <c>m = Alpha * m + (1 - Alpha) * g</c>, and <c>v - m^2</c> under the root. With <see cref="Momentum"/>: <c>b = Momentum * b + s</c>;
/// <c>p -= LearningRate * b</c>.
/// </summary>
/// <remarks>
/// Means and momentum smaller than 1.2e-38 are flushed to zero, and <c>v</c> and <c>v - m^2</c> are at least 7.5e-37, because arithmetic
/// with subnormal numbers is many times slower. Without <see cref="Epsilon"/>, gradients below about 1e-18 cause smaller updates than in
/// PyTorch. A <c>v - m^2</c> that rounding makes negative is raised to the same minimum (PyTorch: NaN).
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private AlignedBuffer _squares;
    private AlignedBuffer _means;
    private AlignedBuffer _momentum;
    private float _rate;
    private float _decay;

    /// <summary>Initializes an optimizer with a <see cref="Optimizer.LearningRate"/> of 1e-2.</summary>
    public RmsProp() => LearningRate = 1e-2f;

    /// <summary>Decay rate of the running means; at least 0 and below 1. Default: 0.99.</summary>
    public float Alpha { get; init; } = 0.99f;

    /// <summary>
    /// Value added to the denominator for numerical stability; at least 0. Default: 1e-8. Even with 0, parameters whose gradient was always
    /// 0 do not change (PyTorch: NaN).
    /// </summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Momentum factor; at least 0. Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether to normalize the gradient by its estimated variance instead of its mean square. Default: false.</summary>
    public bool Centered { get; init; }

    /// <summary>Weight decay coefficient (L2 penalty), applied to all parameters; at least 0. Default: 0.</summary>
    public float WeightDecay { get; init; }

    /// <inheritdoc/>
    protected override void InitializeState(int parameterCount)
    {
        OptionChecks.Fraction(Alpha);
        OptionChecks.NotNegative(Epsilon);
        OptionChecks.NotNegative(Momentum);
        OptionChecks.NotNegative(WeightDecay);
        _squares = new AlignedBuffer(parameterCount);
        _means = new AlignedBuffer(Centered ? parameterCount : 0);
        _momentum = new AlignedBuffer(Momentum == 0 ? 0 : parameterCount);
    }

    /// <inheritdoc/>
    protected override void BeginStep() => BeginGroup(LearningRate, WeightDecay);

    /// <inheritdoc/>
    protected override void BeginGroup(float learningRate, float? weightDecay) => (_rate, _decay) = (-learningRate, weightDecay ?? WeightDecay);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first) =>
        LaneUpdate.Run(new Update(this), parameters, gradients, first);

    private readonly struct Update(RmsProp rmsProp) : ILaneUpdate
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(ref float p, ref float g, int first, int count)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes rate = TLanes.Create(rmsProp._rate);
            TLanes decay = TLanes.Create(rmsProp._decay);
            TLanes alpha = TLanes.Create(rmsProp.Alpha);
            TLanes share = TLanes.Create(1 - rmsProp.Alpha);
            TLanes epsilon = TLanes.Create(rmsProp.Epsilon);
            TLanes momentum = TLanes.Create(rmsProp.Momentum);
            bool isCentered = rmsProp.Centered;
            bool hasMomentum = rmsProp.Momentum != 0;
            ref float v = ref Unsafe.Add(ref rmsProp._squares.Reference, first);
            ref float m = ref Unsafe.Add(ref rmsProp._means.Reference, isCentered ? first : 0);
            ref float b = ref Unsafe.Add(ref rmsProp._momentum.Reference, hasMomentum ? first : 0);
            for (nuint i = 0; i < (nuint)count; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(ref p, i);
                TLanes gradient = TLanes.MultiplyAdd(decay, parameter, TLanes.Load(ref g, i));
                TLanes square = TLanes.Raise(TLanes.MultiplyAdd(alpha, TLanes.Load(ref v, i), gradient * gradient * share));
                square.Store(ref v, i);
                if (isCentered)
                {
                    TLanes mean = TLanes.Flush(TLanes.MultiplyAdd(alpha, TLanes.Load(ref m, i), gradient * share));
                    mean.Store(ref m, i);
                    square = TLanes.Raise(TLanes.MultiplyAdd(-mean, mean, square));
                }

                TLanes step = TLanes.Quotient(gradient, TLanes.Sqrt(square) + epsilon);
                if (hasMomentum)
                {
                    step = TLanes.Flush(TLanes.MultiplyAdd(momentum, TLanes.Load(ref b, i), step));
                    step.Store(ref b, i);
                }

                TLanes.MultiplyAdd(rate, step, parameter).Store(ref p, i);
            }
        }
    }
}
