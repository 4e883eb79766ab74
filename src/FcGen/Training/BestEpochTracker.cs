namespace FcGen;

/// <summary>Tracks the best epoch so far, keeps its state, and decides when early stopping ends training.</summary>
internal sealed class BestEpochTracker<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly EarlyStopping? _stopping;
    private readonly bool _higherIsBetter;
    private readonly NetworkState<TNetwork>? _bestState;
    private readonly NetworkState<TNetwork>? _bestAverage;
    private double _best = double.NaN;
    private int _lastEpoch;

    public BestEpochTracker(FitOptions options, TNetwork network, TNetwork? average)
    {
        _stopping = options.EarlyStopping;
        _higherIsBetter = options.Monitor is { HigherIsBetter: true };
        _bestState = _stopping is { RestoreBest: true } ? new NetworkState<TNetwork>(network) : null;
        _bestAverage = _bestState is not null && average is not null ? new NetworkState<TNetwork>(average) : null;
    }

    /// <summary>Number of the last epoch that was an improvement; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether early stopping ends training: no improvement for as many epochs as its patience.</summary>
    public bool IsOver => _lastEpoch - BestEpoch >= _stopping?.Patience;

    /// <summary>Records the monitored value of an epoch, and saves the state of the network if the epoch is the best so far.</summary>
    public void Observe(int epoch, double value)
    {
        _lastEpoch = epoch;
        if (IsImprovement(value))
        {
            (_best, BestEpoch) = (value, epoch);
            _bestState?.Save();
            _bestAverage?.Save();
        }
    }

    /// <summary>Restores the best state, if <see cref="EarlyStopping.RestoreBest"/> asks for it.</summary>
    public void Restore()
    {
        if (BestEpoch > 0)
        {
            _bestState?.Restore();
            _bestAverage?.Restore();
        }
    }

    private bool IsImprovement(double value) => double.IsNaN(_best)
        ? !double.IsNaN(value)
        : (_higherIsBetter ? value - _best : _best - value) > (_stopping?.MinDelta ?? 0);
}
