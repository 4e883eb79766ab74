using System.Runtime.CompilerServices;
using FcGen.Numerics;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Stochastic gradient descent with momentum, with the same updates as
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</see>: <c>g += WeightDecay * p</c>;
/// <c>b = Momentum * b + (1 - Dampening) * g</c>, in the first step <c>b = g</c>; <c>p -= LearningRate * b</c>, with Nesterov
/// <c>p -= LearningRate * (g + Momentum * b)</c>.
/// </summary>
/// <remarks>Momentum smaller than 1.2e-38 is flushed to zero, because arithmetic with subnormal numbers is many times slower.</remarks>
public sealed class Sgd : Optimizer
{
    private AlignedBuffer _momentum;
    private bool _started;
    private float _share;
    private float _rate;
    private float _decay;

    /// <summary>Initializes an optimizer with a <see cref="Optimizer.LearningRate"/> of 1e-3.</summary>
    public Sgd() => LearningRate = 1e-3f;

    /// <summary>Momentum factor; at least 0. Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Dampening of the momentum: share of the gradient that is not added to it. Default: 0.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether to use Nesterov momentum, which needs momentum and no dampening. Default: false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Weight decay coefficient (L2 penalty), applied to all parameters; at least 0. Default: 0.</summary>
    public float WeightDecay { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><see cref="Nesterov"/> without momentum or with dampening.</exception>
    protected override void InitializeState(int parameterCount)
    {
        OptionChecks.NotNegative(Momentum);
        OptionChecks.NotNegative(WeightDecay);
        if (!float.IsFinite(Dampening))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Dampening), Dampening, $"Dampening must be finite, but is {Dampening}.");
        }

        if (Nesterov && (Momentum == 0 || Dampening != 0))
        {
            throw new ArgumentException(
                $"Nesterov needs a momentum above 0 and a dampening of 0, but Momentum is {Momentum} and Dampening is {Dampening}.");
        }

        _momentum = new AlignedBuffer(Momentum == 0 ? 0 : parameterCount);
        _started = false;
    }

    /// <inheritdoc/>
    protected override void BeginStep()
    {
        // The first step adds the whole gradient to the momentum, for any dampening.
        _share = _started ? 1 - Dampening : 1;
        _started = true;
        BeginGroup(LearningRate, WeightDecay);
    }

    /// <inheritdoc/>
    protected override void BeginGroup(float learningRate, float? weightDecay) => (_rate, _decay) = (-learningRate, weightDecay ?? WeightDecay);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first) =>
        LaneUpdate.Run(new Update(this), parameters, gradients, first);

    private readonly struct Update(Sgd sgd) : ILaneUpdate
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(ref float p, ref float g, int first, int count)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes rate = TLanes.Create(sgd._rate);
            TLanes decay = TLanes.Create(sgd._decay);
            if (sgd.Momentum == 0)
            {
                for (nuint i = 0; i < (nuint)count; i += TLanes.Count)
                {
                    TLanes parameter = TLanes.Load(ref p, i);
                    TLanes gradient = TLanes.MultiplyAdd(decay, parameter, TLanes.Load(ref g, i));
                    TLanes.MultiplyAdd(rate, gradient, parameter).Store(ref p, i);
                }

                return;
            }

            TLanes keep = TLanes.Create(sgd.Momentum);
            TLanes share = TLanes.Create(sgd._share);
            bool nesterov = sgd.Nesterov;
            ref float b = ref Unsafe.Add(ref sgd._momentum.Reference, first);
            for (nuint i = 0; i < (nuint)count; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(ref p, i);
                TLanes gradient = TLanes.MultiplyAdd(decay, parameter, TLanes.Load(ref g, i));
                TLanes momentum = TLanes.Flush(TLanes.MultiplyAdd(keep, TLanes.Load(ref b, i), gradient * share));
                TLanes step = nesterov ? TLanes.MultiplyAdd(keep, momentum, gradient) : momentum;
                momentum.Store(ref b, i);
                TLanes.MultiplyAdd(rate, step, parameter).Store(ref p, i);
            }
        }
    }
}
