using FcGen;

namespace Heartbeat;

/// <summary>Creates denoisers from the training part of the recording.</summary>
internal static class Denoisers
{
    private const int BatchSize = 4;
    private const int Seed = 1;

    /// <summary>Returns a moving average of the width that is best on the training part.</summary>
    public static (string Name, Denoiser Denoise) MovingAverage(Trial training)
    {
        int width = Odd(3, 15, step: 2).MaxBy(width => training.Measure(noisy => Filters.MovingAverage(noisy, width)));
        return ($"moving average of {width} values", noisy => Filters.MovingAverage(noisy, width));
    }

    /// <summary>Returns a band-pass filter of the widths that are best on the training part.</summary>
    public static (string Name, Denoiser Denoise) BandPass(Trial training)
    {
        (int wander, int width) = Odd(241, 441, step: 40)
            .SelectMany(wander => Odd(7, 15, step: 2).Select(width => (wander, width)))
            .MaxBy(widths => training.Measure(noisy => Filter(noisy, widths.wander, widths.width)));
        return ($"band-pass, {wander} and {width} values", noisy => Filter(noisy, wander, width));

        static float[] Filter(float[] noisy, int wander, int width) => Filters.SavitzkyGolay(Filters.RemoveWander(noisy, wander), width);
    }

    /// <summary>Trains a network on windows of the clean signal, each of which gets new noise in each epoch.</summary>
    public static void Train<TNetwork>(TNetwork network, float[] clean, int epochs)
        where TNetwork : class, INetwork<TNetwork>
    {
        DataSet data = new DataSet(clean, clean, clean.Length).Windows(TNetwork.InputSize, Recording.Rate / 2, WindowTargets.EachStep);
        var trainer = new Trainer<TNetwork>(network, new MeanSquaredError(), new Adam { LearningRate = 3e-3f }, BatchSize)
        {
            Schedule = new CosineAnnealingLR { TMax = epochs },
        };
        trainer.Fit(data, new FitOptions { Epochs = epochs, Seed = Seed, Augmentation = Noise.Augment });
    }

    /// <summary>
    /// Returns the denoiser of a network, for whole seconds. Each second is the middle of a window, because a convolution reads zeros outside
    /// its window.
    /// </summary>
    public static Denoiser Of<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork> => noisy =>
        {
            int margin = (TNetwork.InputSize - Recording.Rate) / 2;
            float[] padded = [.. new float[margin], .. noisy, .. new float[margin]];
            var output = new float[TNetwork.OutputSize];
            var cleaned = new float[noisy.Length];
            for (int start = 0; start < noisy.Length; start += Recording.Rate)
            {
                network.Forward(padded.AsSpan(start, TNetwork.InputSize), output);
                output.AsSpan(margin, Recording.Rate).CopyTo(cleaned.AsSpan(start));
            }

            return cleaned;
        };

    private static IEnumerable<int> Odd(int first, int last, int step) =>
        Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (step * i));
}
