using FcGen;

namespace Forecast;

/// <summary>Forecasts a series month by month. Observations and forecasts allocate nothing.</summary>
internal sealed class Forecaster(ForecastNet network)
{
    private const int BatchSize = 16;
    private const int Epochs = 20;

    private readonly ForecastNet.State _now = network.CreateState();
    private readonly ForecastNet.State _future = network.CreateState();
    private readonly float[] _features = new float[Series.Features];
    private readonly float[] _change = new float[1];

    /// <summary>Trains a network on windows of the series. The targets of a window are the changes after each of its months.</summary>
    public static void Train(ForecastNet network, ReadOnlySpan<float> series)
    {
        var features = new float[series.Length * Series.Features];
        var changes = new float[series.Length];
        for (int month = 0; month < series.Length; month++)
        {
            Series.WriteFeatures(month, series[month], features.AsSpan(month * Series.Features, Series.Features));
            changes[month] = series[month] - series[Math.Max(month - 1, 0)];
        }

        DataSet months = new(features, changes, series.Length);
        DataSet windows = months.Windows(Series.Window, targets: WindowTargets.EachStep, horizon: 1);
        var optimizer = new AdamW { LearningRate = 5e-3f, WeightDecay = 0.1f };
        var trainer = new Trainer<ForecastNet>(network, new MeanSquaredError(), optimizer, BatchSize)
        {
            Schedule = new CosineAnnealingLR { TMax = Epochs },
            ClipNorm = 1,
        };
        trainer.Fit(windows, new FitOptions { Epochs = Epochs, Seed = 1 });
    }

    /// <summary>Reads the temperature of the next month.</summary>
    /// <returns>The forecast of the month after it.</returns>
    public float Observe(int month, float temperature) => Step(month, temperature, _now);

    /// <summary>Forecasts further months from a copy of the state: each forecast is the input of the next step.</summary>
    /// <param name="month">The month after the one that was observed last.</param>
    /// <param name="forecasts">The first is the result of <see cref="Observe"/>. Receives the others.</param>
    public void Continue(int month, Span<float> forecasts)
    {
        _now.CopyTo(_future);
        for (int i = 1; i < forecasts.Length; i++)
        {
            forecasts[i] = Step(month + i - 1, forecasts[i - 1], _future);
        }
    }

    private float Step(int month, float temperature, ForecastNet.State state)
    {
        Series.WriteFeatures(month, temperature, _features);
        network.Step(_features, _change, state);
        return temperature + _change[0];
    }
}
