using System.Diagnostics;
using FcGen;
using Spectre.Console;

namespace Digits;

/// <summary>Trains a network on four fifths of the digits and evaluates it on the last fifth.</summary>
internal static class Experiment
{
    private const double TrainingShare = 0.8;
    private const int BatchSize = 32;
    private const float LearningRate = 3e-3f;

    public static void Run<TNetwork>(IAnsiConsole console, Func<int, TNetwork> create, DataSet data, int epochs, int seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        var (train, test) = data.Split(TrainingShare, seed);
        console.WriteLine($"{typeof(TNetwork).Name}: {TNetwork.InputSize} pixels in, {TNetwork.ParameterCount:N0} parameters.");
        console.WriteLine($"Training on {train.Count:N0} digits, {test.Count:N0} held out.");
        console.WriteLine();

        TNetwork.Prepare(Preparation.Forward | Preparation.Batch | Preparation.Training);
        TNetwork network = create(seed);
        Trainer<TNetwork> trainer = CreateTrainer(network, seed);
        long start = Stopwatch.GetTimestamp();
        TrainingDisplay.Show(console, epochs, progress => trainer.Fit(train, new FitOptions
        {
            Epochs = epochs,
            Validation = test,
            Shuffle = true,
            Seed = seed,
            Progress = progress,
        }));
        TimeSpan trainingTime = Stopwatch.GetElapsedTime(start);

        EvaluationResult result = trainer.Evaluate(test);
        console.WriteLine();
        console.WriteLine($"Trained in {trainingTime.TotalSeconds:F2} s.");
        console.MarkupLine($"Test accuracy [bold]{result.Accuracy:P2}[/], loss {result.Loss:F4}.");

        int[] predictions = Predict(network, test);
        console.WriteLine();
        Report.ConfusionMatrix(console, predictions, test.Labels);
        Report.Errors(console, predictions, test);
        Report.Filters(console, network);
        Report.Costs(
            console,
            Measurement.OfPrediction(network, test),
            Measurement.OfTrainingStep(CreateTrainer(create(seed), seed), train),
            BatchSize);
    }

    private static Trainer<TNetwork> CreateTrainer<TNetwork>(TNetwork network, int seed)
        where TNetwork : class, INetwork<TNetwork> =>
        new(network, new SoftmaxCrossEntropy(), new Adam { LearningRate = LearningRate }, BatchSize) { Seed = seed };

    private static int[] Predict<TNetwork>(TNetwork network, DataSet data)
        where TNetwork : class, INetwork<TNetwork>
    {
        var predictions = new int[data.Count];
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = network.Classify(data.GetInput(i));
        }

        return predictions;
    }
}
