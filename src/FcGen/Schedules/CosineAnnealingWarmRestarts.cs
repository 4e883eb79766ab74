namespace FcGen;

/// <summary>
/// Cosine annealing with warm restarts: decays the rate to <see cref="EtaMin"/> along half a cosine, resets it to the base rate, and
/// repeats. Each cycle is <see cref="TMult"/> times as long as the previous one:
/// <c>EtaMin + (base - EtaMin) * (1 + cos(pi * n / T)) / 2</c>, with n the epoch within the current cycle and T the cycle length
/// (Loshchilov and Hutter, 2017;
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html">torch.optim.lr_scheduler.CosineAnnealingWarmRestarts</see>).
/// </summary>
public sealed class CosineAnnealingWarmRestarts : LearningRateSchedule
{
    /// <summary>Number of epochs (or steps) of the first cycle; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int T0
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(T0));
    }

    /// <summary>Factor by which the cycle length grows after a restart; at least 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int TMult
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TMult));
    } = 1;

    /// <summary>Minimum learning rate; at least 0. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double EtaMin
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(EtaMin));
    }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        long start = 0;
        long length = T0;
        if (TMult == 1)
        {
            start = Count - (Count % length);
        }

        while (Count - start >= length)
        {
            start += length;
            length *= TMult;
        }

        return CosineAnnealingLR.Cosine(BaseLearningRate, EtaMin, (Count - start) / (double)length);
    }
}
