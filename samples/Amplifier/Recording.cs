namespace Amplifier;

/// <summary>A dry signal, and the output of the amplifier.</summary>
internal sealed record Recording(float[] Dry, float[] Wet)
{
    public static Recording Of(float[] dry) => new(dry, Circuit.Process(dry));

    /// <summary>Returns the energy of the error of an output, compared with the energy of the signal, in decibels.</summary>
    public double ErrorToSignal(float[] output)
    {
        double error = output.Zip(Wet, (value, wet) => (double)(value - wet) * (value - wet)).Sum();
        return 10 * Math.Log10(error / Wet.Sum(wet => (double)wet * wet));
    }
}
