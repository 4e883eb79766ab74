namespace FcGen;

/// <summary>
/// Multiplies the rate by <see cref="Factor"/> when a metric has not improved for more than <see cref="Patience"/> epochs
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html">torch.optim.lr_scheduler.ReduceLROnPlateau</see>).
/// <c>Trainer.Fit</c> passes the metric of early stopping: <see cref="FitOptions.Monitor"/>, otherwise the validation loss, otherwise the
/// training loss. It rejects a <see cref="Mode"/> that contradicts the metric.
/// </summary>
/// <remarks>
/// A metric is better than <c>best</c> according to PyTorch's formulas:
/// <list type="table">
/// <listheader><term>Mode</term><description><see cref="ThresholdMode.Relative"/>; <see cref="ThresholdMode.Absolute"/></description></listheader>
/// <item>
/// <term><see cref="PlateauMode.Min"/></term>
/// <description><c>metric &lt; best * (1 - Threshold)</c>; <c>metric &lt; best - Threshold</c></description>
/// </item>
/// <item>
/// <term><see cref="PlateauMode.Max"/></term>
/// <description><c>metric &gt; best * (1 + Threshold)</c>; <c>metric &gt; best + Threshold</c></description>
/// </item>
/// </list>
/// If <c>best</c> is below 0, a relative threshold has the wrong direction in both modes: a metric that is unchanged, or worse by less than
/// <c>Threshold * |best|</c>, counts as an improvement and replaces <c>best</c>. On such a plateau the rate is never reduced. Use
/// <see cref="ThresholdMode.Absolute"/> for a metric that can be negative, such as R2 or a log-likelihood.
/// </remarks>
public sealed class ReduceLROnPlateau : LearningRateSchedule
{
    private double _rate;
    private double _best;
    private int _badEpochs;
    private int _cooldownLeft;

    /// <summary>Whether the metric is minimized or maximized. Default: <see cref="PlateauMode.Min"/>.</summary>
    public PlateauMode Mode { get; init; }

    /// <summary>Decay factor; at least 0 and below 1. Default: 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Factor
    {
        get;
        init => field = OptionChecks.Fraction(value, nameof(Factor));
    } = 0.1;

    /// <summary>Number of epochs without improvement before the rate is reduced; at least 0. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience
    {
        get;
        init => field = OptionChecks.AtLeast(0, value, nameof(Patience));
    } = 10;

    /// <summary>Minimum change that counts as an improvement; at least 0. Default: 1e-4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Threshold
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(Threshold));
    } = 1e-4;

    /// <summary>
    /// Whether the threshold is relative to the best metric or absolute. Default: <see cref="ThresholdMode.Relative"/>, which does not detect a
    /// plateau of a negative metric; see the remarks of the class.
    /// </summary>
    public ThresholdMode ThresholdMode { get; init; }

    /// <summary>Number of epochs after a reduction in which nothing is counted; at least 0. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Cooldown
    {
        get;
        init => field = OptionChecks.AtLeast(0, value, nameof(Cooldown));
    }

    /// <summary>Minimum learning rate; at least 0. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinLearningRate
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(MinLearningRate));
    }

    /// <summary>Minimum reduction; a smaller one is skipped; at least 0. Default: 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(Epsilon));
    } = 1e-8;

    internal override bool NeedsMetric => true;

    /// <inheritdoc/>
    protected override void CheckOptions()
    {
        if (Interval != ScheduleInterval.Epoch)
        {
            throw new ArgumentException(
                $"ReduceLROnPlateau needs a metric, which is available at the end of an epoch, but its Interval is {Interval}.",
                nameof(Interval));
        }
    }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        if (Count == 0)
        {
            _rate = BaseLearningRate;
            _best = Mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
            _badEpochs = 0;
            _cooldownLeft = 0;
            return _rate;
        }

        Observe(metric ?? throw new ArgumentNullException(
            nameof(metric), "ReduceLROnPlateau needs a metric, such as the validation loss, at the end of each epoch."));
        if (_badEpochs > Patience)
        {
            Reduce();
        }

        return _rate;
    }

    private void Observe(double metric)
    {
        if (IsBetter(metric))
        {
            _best = metric;
            _badEpochs = 0;
        }
        else
        {
            _badEpochs++;
        }

        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badEpochs = 0;
        }
    }

    private void Reduce()
    {
        double reduced = Math.Max(_rate * Factor, MinLearningRate);
        if (_rate - reduced > Epsilon)
        {
            _rate = reduced;
        }

        _cooldownLeft = Cooldown;
        _badEpochs = 0;
    }

    private bool IsBetter(double metric) => (Mode, ThresholdMode) switch
    {
        (PlateauMode.Min, ThresholdMode.Relative) => metric < _best * (1 - Threshold),
        (PlateauMode.Min, _) => metric < _best - Threshold,
        (_, ThresholdMode.Relative) => metric > _best * (1 + Threshold),
        _ => metric > _best + Threshold,
    };
}
