namespace Amplifier;

/// <summary>Writes audio files.</summary>
internal static class WaveFile
{
    /// <summary>Writes some signals one after the other, as mono samples of 32-bit floats.</summary>
    public static void Write(string path, params float[][] signals)
    {
        const short FloatFormat = 3;
        const short Channels = 1;
        const int FormatBytes = 16;
        float[] samples = [.. signals.SelectMany(signal => signal)];
        int bytes = samples.Length * sizeof(float);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("RIFF"u8);
        writer.Write(4 + 8 + FormatBytes + 8 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(FormatBytes);
        writer.Write(FloatFormat);
        writer.Write(Channels);
        writer.Write(Audio.Rate);
        writer.Write(Audio.Rate * sizeof(float));
        writer.Write((short)sizeof(float));
        writer.Write((short)(8 * sizeof(float)));
        writer.Write("data"u8);
        writer.Write(bytes);
        foreach (float sample in samples)
        {
            writer.Write(sample);
        }
    }
}
