using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Stochastic gradient descent with momentum, update for update that of
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</see>:
/// <c>g += WeightDecay * p</c>; <c>b = Momentum * b + (1 - Dampening) * g</c>, in the first step <c>b = g</c>;
/// <c>p -= LearningRate * b</c>, with Nesterov <c>p -= LearningRate * (g + Momentum * b)</c>.
/// </summary>
/// <remarks>Momentum smaller than 1.2e-38 counts as zero, because arithmetic with subnormal numbers is many times slower.</remarks>
public sealed class Sgd : Optimizer
{
    private AlignedBuffer _momentum;
    private bool _started;
    private float _share;

    /// <summary>Makes an optimizer with a <see cref="Optimizer.LearningRate"/> of 1e-3.</summary>
    public Sgd() => LearningRate = 1e-3f;

    /// <summary>Share of the last update that goes into the next; at least 0. Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Share of the gradient that does not go into the momentum. Default: 0.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether the gradient is taken where the momentum leads; needs momentum and no dampening. Default: false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Factor of the L2 penalty's gradient; at least 0. Default: 0.</summary>
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
                nameof(Dampening), Dampening, $"Dampening has to be a finite number, but is {Dampening}.");
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
        // The first step takes the whole gradient into the momentum, whatever the dampening.
        _share = _started ? 1 - Dampening : 1;
        _started = true;
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first)
    {
        if (Momentum == 0)
        {
            StepPlain(parameters, gradients);
        }
        else
        {
            StepMomentum(parameters, gradients, _momentum.Span.Slice(first, parameters.Length), _share);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepPlain(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        float rate = -LearningRate;
        float decay = WeightDecay;
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        nuint length = (nuint)parameters.Length;
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> rates = Vector512.Create(rate);
            Vector512<float> decays = Vector512.Create(decay);
            for (; i + (nuint)Vector512<float>.Count <= length; i += (nuint)Vector512<float>.Count)
            {
                Vector512<float> parameter = Vector512.LoadUnsafe(ref p, i);
                Vector512<float> gradient = Vector512.FusedMultiplyAdd(decays, parameter, Vector512.LoadUnsafe(ref g, i));
                Vector512.FusedMultiplyAdd(rates, gradient, parameter).StoreUnsafe(ref p, i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> rates = Vector256.Create(rate);
            Vector256<float> decays = Vector256.Create(decay);
            for (; i + (nuint)Vector256<float>.Count <= length; i += (nuint)Vector256<float>.Count)
            {
                Vector256<float> parameter = Vector256.LoadUnsafe(ref p, i);
                Vector256<float> gradient = Vector256.FusedMultiplyAdd(decays, parameter, Vector256.LoadUnsafe(ref g, i));
                Vector256.FusedMultiplyAdd(rates, gradient, parameter).StoreUnsafe(ref p, i);
            }
        }

        for (int tail = (int)i; tail < parameters.Length; tail++)
        {
            float gradient = MathF.FusedMultiplyAdd(decay, parameters[tail], gradients[tail]);
            parameters[tail] = MathF.FusedMultiplyAdd(rate, gradient, parameters[tail]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepMomentum(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> momenta, float share)
    {
        float rate = -LearningRate;
        float decay = WeightDecay;
        float keep = Momentum;
        bool nesterov = Nesterov;
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        ref float b = ref MemoryMarshal.GetReference(momenta);
        nuint length = (nuint)parameters.Length;
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> rates = Vector512.Create(rate);
            Vector512<float> decays = Vector512.Create(decay);
            Vector512<float> keeps = Vector512.Create(keep);
            Vector512<float> shares = Vector512.Create(share);
            for (; i + (nuint)Vector512<float>.Count <= length; i += (nuint)Vector512<float>.Count)
            {
                Vector512<float> parameter = Vector512.LoadUnsafe(ref p, i);
                Vector512<float> gradient = Vector512.FusedMultiplyAdd(decays, parameter, Vector512.LoadUnsafe(ref g, i));
                Vector512<float> momentum = Subnormals.Flush(
                    Vector512.FusedMultiplyAdd(keeps, Vector512.LoadUnsafe(ref b, i), gradient * shares));
                Vector512<float> step = nesterov ? Vector512.FusedMultiplyAdd(keeps, momentum, gradient) : momentum;
                momentum.StoreUnsafe(ref b, i);
                Vector512.FusedMultiplyAdd(rates, step, parameter).StoreUnsafe(ref p, i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> rates = Vector256.Create(rate);
            Vector256<float> decays = Vector256.Create(decay);
            Vector256<float> keeps = Vector256.Create(keep);
            Vector256<float> shares = Vector256.Create(share);
            for (; i + (nuint)Vector256<float>.Count <= length; i += (nuint)Vector256<float>.Count)
            {
                Vector256<float> parameter = Vector256.LoadUnsafe(ref p, i);
                Vector256<float> gradient = Vector256.FusedMultiplyAdd(decays, parameter, Vector256.LoadUnsafe(ref g, i));
                Vector256<float> momentum = Subnormals.Flush(
                    Vector256.FusedMultiplyAdd(keeps, Vector256.LoadUnsafe(ref b, i), gradient * shares));
                Vector256<float> step = nesterov ? Vector256.FusedMultiplyAdd(keeps, momentum, gradient) : momentum;
                momentum.StoreUnsafe(ref b, i);
                Vector256.FusedMultiplyAdd(rates, step, parameter).StoreUnsafe(ref p, i);
            }
        }

        for (int tail = (int)i; tail < parameters.Length; tail++)
        {
            float gradient = MathF.FusedMultiplyAdd(decay, parameters[tail], gradients[tail]);
            float momentum = Subnormals.Flush(MathF.FusedMultiplyAdd(keep, momenta[tail], gradient * share));
            float step = nesterov ? MathF.FusedMultiplyAdd(keep, momentum, gradient) : momentum;
            momenta[tail] = momentum;
            parameters[tail] = MathF.FusedMultiplyAdd(rate, step, parameters[tail]);
        }
    }
}
