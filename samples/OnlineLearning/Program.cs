using System.Diagnostics;
using System.Globalization;
using OnlineLearning;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Two predictors see the same plant. One stops learning before the spring wears out.
const int Minutes = 60 * Plant.Rate;
var plant = new Plant(seed: 7);
var learning = new Predictor();
var frozen = new Predictor();
var ticks = new long[10 * Minutes];
(float naive, float byLearning, float byFrozen) = (0, 0, 0);
long bytes = 0;
Console.WriteLine($"Mean error of the next position, {Plant.Rate} ticks a second");
Console.WriteLine("minute  naive     frozen    learning");
var last = default(Errors);
for (int minute = 0; minute < 10; minute++)
{
    // The spring wears out and the friction grows.
    if (minute == 6)
    {
        frozen.Learns = false;
        (plant.Stiffness, plant.Friction) = (220, 7);
    }

    var errors = default(Errors);
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < Minutes; i++)
    {
        float position = plant.Tick();
        errors = errors.Add(Math.Abs(position - naive), Math.Abs(position - byFrozen), Math.Abs(position - byLearning));
        long start = Stopwatch.GetTimestamp();
        byLearning = learning.Tick(plant.Force, position);
        ticks[(minute * Minutes) + i] = Stopwatch.GetTimestamp() - start;
        byFrozen = frozen.Tick(plant.Force, position);
        naive = position;
    }

    bytes = GC.GetAllocatedBytesForCurrentThread() - before;
    last = errors.Divide(Minutes);
    Console.WriteLine(
        $"{minute + 1,6}  {last.Naive:0.00000}   {last.Frozen:0.00000}   {last.Learning:0.00000}{(minute == 6 ? "   the spring has worn out" : string.Empty)}");
}

Array.Sort(ticks);
Console.WriteLine($"Learning: error {last.Learning / last.Frozen:0.00} of the frozen network, {last.Learning / last.Naive:0.00} of the naive forecast in the last minute");
Console.WriteLine(
    $"A tick, prediction and optimizer step: median {Microseconds(0.5):0.0} us, p99.9 {Microseconds(0.999):0.0} us, "
    + $"{100 * Microseconds(0.5) * 1e-6 * Plant.Rate:0.000} % of the time; {bytes} bytes in the last minute");

double Microseconds(double part) => ticks[(int)(part * (ticks.Length - 1))] * 1e6 / Stopwatch.Frequency;

/// <summary>Sums or means of errors.</summary>
internal readonly record struct Errors(float Naive, float Frozen, float Learning)
{
    public Errors Add(float naive, float frozen, float learning) => new(Naive + naive, Frozen + frozen, Learning + learning);

    public Errors Divide(int count) => new(Naive / count, Frozen / count, Learning / count);
}
