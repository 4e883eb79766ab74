namespace FcGen;

/// <content>Exponential moving average of the weights.</content>
public sealed partial class Trainer<TNetwork>
{
    private bool _hasAverage;

    /// <summary>
    /// Decay d of an exponential moving average of the parameters: each update computes <c>average = d * average + (1 - d) * parameter</c>
    /// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html">AveragedModel</see> with
    /// <c>get_ema_multi_avg_fn(d)</c>). At least 0 and below 1; usual are 0.99 to 0.9999. Default: null, no average.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or 1 or above.</exception>
    public float? AverageDecay
    {
        get;
        init
        {
            field = value is { } decay ? OptionChecks.Fraction(decay, nameof(AverageDecay)) : null;
            AveragedNetwork = value is null ? null : TNetwork.Create(0);
            AveragedNetwork?.CopyFrom(Network);
        }
    }

    /// <summary>
    /// Network with the averaged parameters, for predictions and <see cref="INetwork{TSelf}.Save(string)"/>; null without
    /// <see cref="AverageDecay"/>. The first update copies the parameters. Buffers, such as running statistics, are copied after each
    /// update. Use it between steps.
    /// </summary>
    public TNetwork? AveragedNetwork { get; private init; }

    /// <summary>
    /// Whether <c>Evaluate</c> and the validation of <c>Fit</c> use <see cref="AveragedNetwork"/> instead of <see cref="Network"/>,
    /// if there is one. Default: false.
    /// </summary>
    public bool EvaluateAverage { get; set; }

    private TNetwork EvaluatedNetwork => EvaluateAverage && AveragedNetwork is not null ? AveragedNetwork : Network;

    /// <summary>Adds the parameters after an update to the average.</summary>
    private unsafe void UpdateAverage(TNetwork averaged)
    {
        if (_hasAverage)
        {
            fixed (float* average = averaged.MutableState, parameters = Network.MutableState)
            {
                float decay = AverageDecay!.Value;
                _allRanges.Run(new WeightedSum(average, parameters, decay, 1 - decay), MaxDegreeOfParallelism);
            }

            Network.Buffers.CopyTo(averaged.MutableState[_gradients.Length..]);
        }
        else
        {
            Network.MutableState.CopyTo(averaged.MutableState);
            _hasAverage = true;
        }

        averaged.OnStateChanged();
    }
}
