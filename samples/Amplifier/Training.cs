using FcGen;

namespace Amplifier;

/// <summary>Trains the network on recordings.</summary>
internal static class Training
{
    /// <summary>The samples of a window. The weights change after each window.</summary>
    public const int Window = 512;

    private const int Epochs = 8;

    /// <summary>
    /// Trains on the windows of all recordings in turn. Each recording has a state, which remembers the samples before the window. Otherwise
    /// the first samples of each window would lack their past.
    /// </summary>
    public static void Train(AmplifierNet network, Recording[] recordings)
    {
        int windows = recordings.Min(recording => recording.Dry.Length) / Window;

        // Loud windows follow quiet ones. A small Beta2 lets the step sizes follow.
        var trainer = new Trainer<AmplifierNet>(network, new MeanSquaredError(), new Adam { Beta2 = 0.97f }, batchSize: 1)
        {
            Schedule = new OneCycleLR { MaxLearningRate = 7e-3, TotalSteps = Epochs * windows * recordings.Length },
        };
        AmplifierNet.State[] states = [.. recordings.Select(_ => network.CreateState())];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (AmplifierNet.State state in states)
            {
                network.Settle([0], state);
            }

            for (int start = 0; start < windows * Window; start += Window)
            {
                for (int i = 0; i < recordings.Length; i++)
                {
                    (float[] dry, float[] wet) = recordings[i];
                    trainer.Step(dry.AsSpan(start, Window), wet.AsSpan(start, Window), states[i]);
                }
            }
        }
    }
}
