namespace FcGen;

/// <summary>
/// Knows the best epoch so far and when to stop; the rules are those of Keras'
/// <see href="https://keras.io/api/callbacks/early_stopping/">EarlyStopping</see>.
/// </summary>
internal sealed class EarlyStopping<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly FitOptions _options;
    private readonly NetworkState<TNetwork>? _bestState;
    private double _best = double.NaN;
    private int _lastEpoch;

    public EarlyStopping(FitOptions options, TNetwork network)
    {
        _options = options;
        _bestState = options is { Patience: not null, RestoreBest: true } ? new NetworkState<TNetwork>(network) : null;
    }

    /// <summary>Number of the last epoch that was an improvement; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether there was no improvement for as many epochs as there is patience.</summary>
    public bool IsOver => _lastEpoch - BestEpoch >= _options.Patience;

    /// <summary>Takes in what is watched after an epoch, and keeps the state of the network if it is the best one.</summary>
    public void Observe(int epoch, double value)
    {
        _lastEpoch = epoch;
        if (IsImprovement(value))
        {
            (_best, BestEpoch) = (value, epoch);
            _bestState?.Save();
        }
    }

    /// <summary>Gives the network back its best state, if that is wanted.</summary>
    public void Restore()
    {
        if (BestEpoch > 0)
        {
            _bestState?.Restore();
        }
    }

    private bool IsImprovement(double value) => double.IsNaN(_best)
        ? !double.IsNaN(value)
        : (_options.Watch?.HigherIsBetter == true ? value - _best : _best - value) > _options.MinDelta;
}
