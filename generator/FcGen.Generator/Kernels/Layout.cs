namespace FcGen.Generator.Kernels;

/// <summary>
/// The order of the values of a sample in memory: one row of channels for each position. The rows of all samples follow each other, so that a
/// batch is a matrix of samples x positions rows.
/// </summary>
/// <param name="Positions">Number of rows of a sample.</param>
/// <param name="Channels">Number of values in a row.</param>
/// <param name="Stride">Distance between rows, in floats.</param>
/// <param name="IsPadded">Whether the rest of the last vector of a row belongs to the row, and is zero.</param>
internal readonly record struct Layout(int Positions, int Channels, int Stride, bool IsPadded)
{
    /// <summary>Rows of whole vectors, in the network's memory.</summary>
    public static Layout Padded(int positions, int channels) => new(positions, channels, Padding.RoundUp(channels), IsPadded: true);

    /// <summary>Rows without gaps, as in the user's spans.</summary>
    public static Layout Gapless(int positions, int channels) => new(positions, channels, channels, channels % Padding.Lanes == 0);

    public int Size => Positions * Channels;

    /// <summary>Distance between samples, in floats.</summary>
    public int SampleStride => Positions * Stride;

    /// <summary>Floats to reserve for a sample.</summary>
    public int Floats => Padding.RoundUp(SampleStride);

    public bool IsGapless => Stride == Channels;

    /// <summary>One of the rows, for code that does not depend on their number.</summary>
    public Layout Row => this with { Positions = 1 };

    /// <summary>The same memory with another number of rows per sample.</summary>
    public Layout As(int positions) =>
        positions == Positions ? this
        : IsGapless && Size % positions == 0 ? Gapless(positions, Size / positions)
        : throw new InvalidOperationException($"{Positions} rows of {Channels} values at a distance of {Stride} are not {positions} rows.");
}
