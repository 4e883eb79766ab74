using System.Diagnostics;
using System.Text;
using FcGen;
using Heartbeat;

const int Epochs = 20;
const int ShownNoise = 2;
const int ShownSecond = 20;

Console.OutputEncoding = Encoding.UTF8;
(float[] train, float[] test) = Recording.Load();
Trial training = Trial.Create(train, copies: 3, seed: 1);
Trial trial = Trial.Create(test, copies: 10, seed: 2);
Console.WriteLine($"An electrocardiogram: {train.Length:N0} values for training, {test.Length:N0} to test with {trial.Noisy.Length} noises.");

var linear = new LinearNet(seed: 1);
Denoisers.Train(linear, train, Epochs);
var network = new DenoisingNet(seed: 1);
DenoisingNet.Prepare(Preparation.Forward | Preparation.Training);
long start = Stopwatch.GetTimestamp();
Denoisers.Train(network, train, Epochs);
Console.WriteLine($"Trained {DenoisingNet.ParameterCount:N0} parameters in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");

Denoiser denoise = Denoisers.Of(network);
(string Name, Denoiser Denoise)[] filters =
[
    Denoisers.MovingAverage(training),
    Denoisers.BandPass(training),
    ($"learned linear filter of {Recording.Rate + 1} values", Denoisers.Of(linear)),
];
double noise = trial.Measure(signal => signal);
double[] ratios = [.. filters.Select(filter => trial.Measure(filter.Denoise))];
double result = trial.Measure(denoise);

Console.WriteLine();
Console.WriteLine($"{"signal-to-noise ratio of the test",-38} {"ratio",8} {"gain",8}");
Console.WriteLine($"{"noisy signal",-38} {noise,5:F1} dB");
foreach ((string name, double ratio) in filters.Select(filter => filter.Name).Zip(ratios).Append(("network", result)))
{
    Console.WriteLine($"{name,-38} {ratio,5:F1} dB {ratio - noise,5:F1} dB");
}

Range shown = (ShownSecond * Recording.Rate)..((ShownSecond * Recording.Rate) + DenoisingNet.InputSize);
float[] noisy = trial.Noisy[ShownNoise];
float[] window = noisy[shown];
foreach ((string title, float[] signal) in new[] { ("clean", test), ("noisy", noisy), ("network", denoise(noisy)) })
{
    Console.WriteLine();
    Console.WriteLine(title);
    Console.Write(Plot.Draw(signal[shown], window.Min(), window.Max()));
}

Measurement cost = Measurement.OfPrediction(network, window);
Console.WriteLine();
Console.WriteLine($"Network: {result:F1} dB, {result - ratios.Max():F1} dB more than the best filter.");
Console.WriteLine($"One window of {window.Length} positions, of which the middle {Recording.Rate} are kept:");
Console.WriteLine($"{cost.Microseconds:F1} µs, {1000 * cost.Microseconds / window.Length:F0} ns per position, {cost.Bytes:F0} bytes");
