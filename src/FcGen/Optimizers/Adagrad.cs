using System.Runtime.CompilerServices;
using FcGen.Numerics;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Adagrad (Duchi et al., 2011), with the same updates as
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html">torch.optim.Adagrad</see>. In step t:
/// <c>g += WeightDecay * p</c>; <c>s += g^2</c>; <c>p -= LearningRate / (1 + (t - 1) * LearningRateDecay) * g / (sqrt(s) + Epsilon)</c>.
/// </summary>
/// <remarks>
/// Sums of squares are at least 7.5e-37, because arithmetic with subnormal numbers is many times slower. Without <see cref="Epsilon"/>,
/// gradients below about 1e-18 cause smaller updates than in PyTorch.
/// </remarks>
public sealed class Adagrad : Optimizer
{
    private AlignedBuffer _sums;
    private long _steps;
    private double _decline;
    private float _rate;
    private float _decay;

    /// <summary>Initializes an optimizer with a <see cref="Optimizer.LearningRate"/> of 1e-2.</summary>
    public Adagrad() => LearningRate = 1e-2f;

    /// <summary>Decay of the learning rate with the number of steps; at least 0. Default: 0.</summary>
    public float LearningRateDecay { get; init; }

    /// <summary>Initial value of the sums of squares; at least 0. Default: 0.</summary>
    public float InitialAccumulator { get; init; }

    /// <summary>
    /// Value added to the denominator for numerical stability; at least 0. Default: 1e-10. Even with 0, parameters whose gradient was
    /// always 0 do not change (PyTorch: NaN).
    /// </summary>
    public float Epsilon { get; init; } = 1e-10f;

    /// <summary>Weight decay coefficient (L2 penalty), applied to all parameters; at least 0. Default: 0.</summary>
    public float WeightDecay { get; init; }

    /// <inheritdoc/>
    protected override void InitializeState(int parameterCount)
    {
        OptionChecks.NotNegative(LearningRateDecay);
        OptionChecks.NotNegative(InitialAccumulator);
        OptionChecks.NotNegative(Epsilon);
        OptionChecks.NotNegative(WeightDecay);
        _sums = new AlignedBuffer(parameterCount);
        _sums.Span.Fill(InitialAccumulator);
        _steps = 0;
    }

    /// <inheritdoc/>
    protected override void BeginStep()
    {
        _decline = 1 + (_steps * (double)LearningRateDecay);
        _steps++;
        BeginGroup(LearningRate, WeightDecay);
    }

    /// <inheritdoc/>
    protected override void BeginGroup(float learningRate, float? weightDecay) =>
        (_rate, _decay) = ((float)(-learningRate / _decline), weightDecay ?? WeightDecay);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first) =>
        LaneUpdate.Run(new Update(this), parameters, gradients, first);

    private readonly struct Update(Adagrad adagrad) : ILaneUpdate
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(ref float p, ref float g, int first, int count)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes rate = TLanes.Create(adagrad._rate);
            TLanes decay = TLanes.Create(adagrad._decay);
            TLanes epsilon = TLanes.Create(adagrad.Epsilon);
            ref float s = ref Unsafe.Add(ref adagrad._sums.Reference, first);
            for (nuint i = 0; i < (nuint)count; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(ref p, i);
                TLanes gradient = TLanes.MultiplyAdd(decay, parameter, TLanes.Load(ref g, i));
                TLanes sum = TLanes.Raise(TLanes.MultiplyAdd(gradient, gradient, TLanes.Load(ref s, i)));
                sum.Store(ref s, i);
                TLanes step = TLanes.Quotient(gradient, TLanes.Sqrt(sum) + epsilon);
                TLanes.MultiplyAdd(rate, step, parameter).Store(ref p, i);
            }
        }
    }
}
