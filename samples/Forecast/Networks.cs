using FcGen;

namespace Forecast;

/// <summary>
/// Predicts how much the temperature changes until the next month. Training unrolls five years. Predictions need no window, because the
/// state of the stream remembers the past.
/// </summary>
[Network]
[Sequence(Series.Window, Series.Features)]
[GRU(16), Dense(1)]
public sealed partial class ForecastNet;
