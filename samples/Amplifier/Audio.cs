using FcGen.Numerics;

namespace Amplifier;

/// <summary>Generates dry signals for an amplifier.</summary>
internal static class Audio
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 48_000;

    private const int LowestNote = 40;
    private const int Notes = 36;

    /// <summary>The beginning of Frère Jacques: semitones above the key note, and lengths in beats.</summary>
    private static readonly (int Note, float Beats)[] Song =
    [
        (0, 1), (2, 1), (4, 1), (0, 1), (0, 1), (2, 1), (4, 1), (0, 1), (4, 1), (5, 1), (7, 2), (4, 1), (5, 1), (7, 2),
        (7, 0.5f), (9, 0.5f), (7, 0.5f), (5, 0.5f), (4, 1), (0, 1),
    ];

    /// <summary>Returns a sweep from low to high frequencies, which grows louder and softer four times.</summary>
    public static float[] Sweep(float seconds)
    {
        const double Lowest = 40;
        const double Highest = 12_000;
        var sweep = new float[(int)(seconds * Rate)];
        double phase = 0;
        for (int i = 0; i < sweep.Length; i++)
        {
            double part = (double)i / sweep.Length;
            phase += Lowest * Math.Pow(Highest / Lowest, part) / Rate;
            sweep[i] = (float)(0.6 * Math.Pow(Math.Sin(Math.PI * 4 * part), 2) * Math.Sin(Math.Tau * phase));
        }

        return sweep;
    }

    /// <summary>Returns bursts of noise that decay, of random loudness and color.</summary>
    public static float[] Bursts(float seconds, ulong seed)
    {
        const int Length = Rate / 4;
        var random = new PhiloxRandom(seed);
        var bursts = new float[(int)(seconds * Rate)];
        float level = 0;
        float color = 0;
        float colored = 0;
        for (int i = 0; i < bursts.Length; i++)
        {
            if (i % Length == 0)
            {
                level = MathF.Pow(random.NextSingle(), 2);
                color = 0.1f + (0.9f * random.NextSingle());
            }

            colored += color * (random.NextNormal() - colored);
            bursts[i] = level * colored;
            level *= 1 - (12f / Rate);
        }

        return bursts;
    }

    /// <summary>Returns random notes and chords of random loudness.</summary>
    public static float[] Plucks(float seconds, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var plucks = new float[(int)(seconds * Rate)];
        for (int start = 0; start < plucks.Length; start += Rate / 8 * (1 + random.Next(4)))
        {
            float level = 0.1f + (0.6f * random.NextSingle());
            for (int strings = 1 + random.Next(3); strings > 0; strings--)
            {
                Pluck(plucks.AsSpan(start), LowestNote + random.Next(Notes), level, ref random);
            }
        }

        return plucks;
    }

    /// <summary>Returns a melody with a bass, which no training signal contains.</summary>
    public static float[] Melody(ulong seed)
    {
        const float Beat = 0.4f * Rate;
        const int KeyNote = 60;
        const int Bass = 48;
        var random = new PhiloxRandom(seed);

        // The last notes decay for two beats.
        var melody = new float[(int)(Beat * (2 + Song.Sum(note => note.Beats)))];
        float start = 0;
        foreach ((int note, float beats) in Song)
        {
            Pluck(melody.AsSpan((int)start), KeyNote + note, 0.5f, ref random);
            Pluck(melody.AsSpan((int)start), Bass, 0.3f, ref random);
            start += beats * Beat;
        }

        return melody;
    }

    /// <summary>Adds a plucked string (Karplus and Strong 1983): noise in a loop that averages neighbors.</summary>
    private static void Pluck(Span<float> signal, int note, float level, ref PhiloxRandom random)
    {
        // Note 69 is A4. Its frequency is 440 Hz.
        var loop = new float[(int)(Rate / (440 * Math.Pow(2, (note - 69) / 12.0)))];
        float soft = 0;
        foreach (ref float value in loop.AsSpan())
        {
            soft += 0.3f * (random.NextNormal() - soft);
            value = level * soft;
        }

        for (int i = 0; i < signal.Length; i++)
        {
            ref float value = ref loop[i % loop.Length];
            signal[i] += value;
            value = 0.498f * (value + loop[(i + 1) % loop.Length]);
        }
    }
}
