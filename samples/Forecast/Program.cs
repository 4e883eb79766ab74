using System.Diagnostics;
using System.Text;
using FcGen;
using Forecast;

const int TestYears = 16;
int[] shown = [1, 3, 6, 12];

Console.OutputEncoding = Encoding.UTF8;
float[] series = Series.Load();
int training = series.Length - (TestYears * Series.Year);
Console.WriteLine($"Sea surface temperature off Peru: {training} months for training, then {series.Length - training} to test.");

var network = new ForecastNet(seed: 1);
ForecastNet.Prepare(Preparation.Forward | Preparation.Training);
long start = Stopwatch.GetTimestamp();
Forecaster.Train(network, series.AsSpan(0, training));
Console.WriteLine($"Trained {ForecastNet.ParameterCount:N0} parameters in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");

// The forecasts of each month, from 1 to 12 months earlier. The training part only warms the state.
var forecaster = new Forecaster(network);
var forecasts = new float[series.Length][];
for (int month = 0; month < series.Length; month++)
{
    forecasts[month] = new float[Series.Year];
    forecasts[month][0] = forecaster.Observe(month, series[month]);
    forecaster.Continue(month + 1, forecasts[month]);
}

(string Name, Method Forecast)[] baselines = Baselines.Of(series, training);
Method byNetwork = (month, ahead) => forecasts[month - ahead][ahead - 1];
Console.WriteLine();
Console.WriteLine($"{"RMSE in °C, months ahead",-32}{string.Concat(shown.Select(ahead => $"{ahead,7}"))}");
foreach ((string name, Method forecast) in baselines.Append(("network", byNetwork)))
{
    Console.WriteLine($"{name,-32}{string.Concat(shown.Select(ahead => $"{Rmse(forecast, ahead),7:F2}"))}");
}

Measurement cost = Measurement.OfSteps(forecaster, series);
(Method naive, Method seasonal, Method anomaly) = (baselines[0].Forecast, baselines[1].Forecast, baselines[^1].Forecast);
Console.WriteLine();
Console.WriteLine(
    $"Network: RMSE {Rmse(byNetwork, 1):F2} °C, {Gain(naive, 1):F0} % below the naive forecast, "
    + $"{Gain(seasonal, 1):F0} % below the seasonal naive one");
Console.WriteLine(
    $"Compared with the persistence of the anomaly: {Gain(anomaly, 1):F0} % below for one month ahead, "
    + $"{Gain(anomaly, 6):F0} % below for six");
Console.WriteLine($"One step: {cost.Nanoseconds:F0} ns, {cost.Bytes} bytes");

double Rmse(Method forecast, int ahead) =>
    Math.Sqrt(Enumerable.Range(training, series.Length - training).Average(month => Math.Pow(forecast(month, ahead) - series[month], 2)));

double Gain(Method baseline, int ahead) => 100 * (1 - (Rmse(byNetwork, ahead) / Rmse(baseline, ahead)));
