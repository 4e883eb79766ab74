using FcGen.Numerics;

namespace Heartbeat;

/// <summary>Removes the noise of a signal.</summary>
internal delegate float[] Denoiser(float[] noisy);

/// <summary>A clean signal, and copies of the signal with different noise.</summary>
internal sealed record Trial(float[] Clean, float[][] Noisy)
{
    public static Trial Create(float[] clean, int copies, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var noisy = new float[copies][];
        for (int i = 0; i < copies; i++)
        {
            noisy[i] = [.. clean];
            Noise.AddTo(noisy[i], ref random);
        }

        return new Trial(clean, noisy);
    }

    /// <summary>Returns the signal-to-noise ratio of the denoised copies, in decibels.</summary>
    public double Measure(Denoiser denoise)
    {
        double signal = Noisy.Length * Clean.Sum(value => (double)value * value);
        double noise = Noisy.Sum(noisy => denoise(noisy).Zip(Clean, (value, clean) => (double)(value - clean) * (value - clean)).Sum());
        return 10 * Math.Log10(signal / noise);
    }
}
