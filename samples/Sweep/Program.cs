using System.Diagnostics;
using System.Text;
using FcGen;
using Sweep;

const int Folds = 5;
const float LargestPixel = 16;

Console.OutputEncoding = Encoding.UTF8;
DataSet digits = DataSet.FromCsv(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz")).Scale(1 / LargestPixel);
IReadOnlyList<(DataSet Train, DataSet Validation)> folds = digits.StratifiedKFold(Folds, seed: 0);
Console.WriteLine($"{Candidate.All.Count} networks, {Folds} folds of {digits.Count:N0} digits.");

// Each network is trained by one thread, so the processors share the networks.
long start = Stopwatch.GetTimestamp();
var accuracies = new double[Candidate.All.Count][];
Parallel.For(0, Candidate.All.Count, i => accuracies[i] = Candidate.All[i].Validate(folds));
Console.WriteLine($"Trained {Candidate.All.Count * Folds} networks in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");

Console.WriteLine();
Console.WriteLine($"{"network",-14} {"parameters",10} {"accuracy",16} {"prediction",11}");
for (int i = 0; i < Candidate.All.Count; i++)
{
    Candidate candidate = Candidate.All[i];
    string accuracy = $"{accuracies[i].Average():P1} ± {Deviation(accuracies[i]):P1}";
    Console.WriteLine($"{candidate.Name,-14} {candidate.Parameters,10:N0} {accuracy,16} {candidate.MeasurePrediction(digits),8:F3} µs");
}

int best = Enumerable.Range(0, accuracies.Length).MaxBy(i => accuracies[i].Average());
Console.WriteLine();
Console.WriteLine($"Best: {Candidate.All[best].Name}, validation accuracy {accuracies[best].Average():P1}.");

// The standard deviation of a sample: the squares are divided by their number minus 1.
static double Deviation(double[] values)
{
    double mean = values.Average();
    return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
}
