using System.Diagnostics;
using System.Globalization;
using Amplifier;
using FcGen;

const int Taps = 256;
const float Seconds = 4;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Recording[] recordings =
[
    Recording.Of(Audio.Sweep(Seconds)),
    Recording.Of(Audio.Bursts(Seconds, seed: 1)),
    Recording.Of(Audio.Plucks(Seconds, seed: 2)),
    Recording.Of(Audio.Plucks(Seconds, seed: 3)),
];
Recording melody = Recording.Of(Audio.Melody(seed: 4));
Console.WriteLine(
    $"{recordings.Length * Seconds:F0} s of sweeps, noise and notes for training, "
    + $"a melody of {(double)melody.Dry.Length / Audio.Rate:F1} s to test.");

var network = new AmplifierNet(seed: 1);
AmplifierNet.Prepare(Preparation.Forward | Preparation.Training);
long start = Stopwatch.GetTimestamp();
Training.Train(network, recordings);
Console.WriteLine($"Trained {AmplifierNet.ParameterCount:N0} parameters in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");

Performance blocks = Performance.Of(network, melody.Dry, isInBlocks: true);
Performance samples = Performance.Of(network, melody.Dry, isInBlocks: false);
double result = melody.ErrorToSignal(blocks.Output);
double bound = Linear(Taps, melody);
Console.WriteLine();
Console.WriteLine("error-to-signal ratio of the melody");
Console.WriteLine($"{"gain",-57} {Linear(1, recordings),6:F1} dB");
Console.WriteLine($"{$"linear filter of {Taps} taps",-57} {Linear(Taps, recordings),6:F1} dB");
Console.WriteLine($"{$"linear filter of {Taps} taps, fitted to the melody itself",-57} {bound,6:F1} dB");
Console.WriteLine($"{"network",-57} {result,6:F1} dB");

Console.WriteLine();
Console.WriteLine($"Network: error {result:F1} dB, {bound - result:F1} dB below the best linear filter");
Console.WriteLine($"Sample by sample: {samples.Nanoseconds:F0} ns per sample, {(samples.HasBitsOf(blocks) ? "the same" : "other")} bits");
Console.WriteLine(
    $"Blocks of {Performance.Block}: {blocks.Nanoseconds:F0} ns per sample, {blocks.Load:F1} % of real time at 48 kHz, "
    + $"{blocks.Collections} collections, {blocks.Bytes} bytes");

if (args is ["--wav", string path])
{
    WaveFile.Write(path, melody.Dry, melody.Wet, blocks.Output);
    Console.WriteLine($"{path}: the dry melody, the amplifier and the network");
}

double Linear(int taps, params Recording[] fitted) => melody.ErrorToSignal(LinearFilter.Apply(LinearFilter.Fit(fitted, taps), melody.Dry));
