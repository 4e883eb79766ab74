using FcGen;
using FcGen.Numerics;

namespace Heartbeat;

/// <summary>Adds the usual noise of electrocardiograms, with random strengths.</summary>
internal static class Noise
{
    private const int Breaths = 3;

    /// <summary>Adds wander of the baseline (breathing and movement), hum of the mains at 50 or 60 Hz, and white noise (muscles).</summary>
    public static void AddTo(Span<float> signal, ref PhiloxRandom random)
    {
        for (int i = 0; i < Breaths; i++)
        {
            AddSine(signal, Between(0.05f, 0.5f, ref random), Between(0.05f, 0.25f, ref random), ref random);
        }

        AddSine(signal, random.Next(2) == 0 ? 50 : 60, Between(0, 0.15f, ref random), ref random);
        float deviation = Between(0.05f, 0.15f, ref random);
        foreach (ref float value in signal)
        {
            value += deviation * random.NextNormal();
        }
    }

    /// <summary>Adds new noise to the inputs of each batch, so that no noise can be memorized. The targets remain clean.</summary>
    public static void Augment(SampleBatch batch, ref PhiloxRandom random)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            AddTo(batch.GetInput(i), ref random);
        }
    }

    private static void AddSine(Span<float> signal, float hertz, float millivolts, ref PhiloxRandom random)
    {
        float phase = random.NextSingle();
        for (int i = 0; i < signal.Length; i++)
        {
            signal[i] += millivolts * MathF.Sin(MathF.Tau * ((hertz * i / Recording.Rate) + phase));
        }
    }

    private static float Between(float least, float most, ref PhiloxRandom random) => least + ((most - least) * random.NextSingle());
}
