namespace Amplifier;

/// <summary>
/// The amplifier to imitate: a high-pass, a tube that saturates earlier in one direction than in the other, and a resonant low-pass like a
/// loudspeaker. The network sees only its inputs and outputs.
/// </summary>
internal sealed class Circuit
{
    private const double HighPassHertz = 150;
    private const double Drive = 6;
    private const double Bias = 0.4;
    private const double LowPassHertz = 3500;
    private const double Resonance = 2;
    private const double Level = 0.5;

    private static readonly double HighPass = 1 - Math.Exp(-Math.Tau * HighPassHertz / Audio.Rate);
    private static readonly double LowPass = 2 * Math.Sin(Math.PI * LowPassHertz / Audio.Rate);

    private double _slow;
    private double _band;
    private double _low;

    /// <summary>Returns the output for a signal. The amplifier starts at rest.</summary>
    public static float[] Process(float[] dry)
    {
        var circuit = new Circuit();
        return [.. dry.Select(circuit.Next)];
    }

    private float Next(float sample)
    {
        _slow += HighPass * (sample - _slow);
        double driven = Math.Tanh((Drive * (sample - _slow)) + Bias) - Math.Tanh(Bias);

        // A state variable filter (Chamberlin).
        _low += LowPass * _band;
        _band += LowPass * (driven - _low - (_band / Resonance));
        return (float)(Level * _low);
    }
}
