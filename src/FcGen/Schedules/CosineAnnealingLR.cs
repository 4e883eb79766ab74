namespace FcGen;

/// <summary>
/// Cosine annealing: decays the rate to <see cref="EtaMin"/> along half a cosine; afterwards the rate rises and falls periodically,
/// <c>EtaMin + (base - EtaMin) * (1 + cos(pi * n / TMax)) / 2</c> (Loshchilov and Hutter, 2017;
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html">torch.optim.lr_scheduler.CosineAnnealingLR</see>).
/// </summary>
public sealed class CosineAnnealingLR : LearningRateSchedule
{
    /// <summary>Number of epochs (or steps) until the minimum rate; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int TMax
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TMax));
    }

    /// <summary>Minimum learning rate; at least 0. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double EtaMin
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(EtaMin));
    }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric) => Cosine(BaseLearningRate, EtaMin, (double)Count / TMax);

    /// <summary>Interpolates between two rates along half a cosine.</summary>
    /// <param name="from">The rate at 0.</param>
    /// <param name="to">The rate at 1.</param>
    /// <param name="way">Position between both rates, 0 to 1.</param>
    internal static double Cosine(double from, double to, double way) => to + ((from - to) * (1 + Math.Cos(Math.PI * way)) / 2);
}
