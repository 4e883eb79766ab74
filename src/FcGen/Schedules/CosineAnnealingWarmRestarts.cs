namespace FcGen;

/// <summary>
/// The rate falls to <see cref="EtaMin"/> along half a cosine, jumps back to the base rate, and falls again, each time for
/// <see cref="TMult"/> times as long: <c>EtaMin + (base - EtaMin) * (1 + cos(pi * n / T)) / 2</c>, with n and the length T those of the
/// present fall (Loshchilov and Hutter, 2017;
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html">torch.optim.lr_scheduler.CosineAnnealingWarmRestarts</see>).
/// </summary>
public sealed class CosineAnnealingWarmRestarts : LearningRateSchedule
{
    /// <summary>Epochs (or steps) of the first fall; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int T0
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(T0));
    }

    /// <summary>How many times as long as the one before a fall takes; at least 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int TMult
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TMult));
    } = 1;

    /// <summary>The lowest rate; at least 0. Default: 0.</summary>
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
