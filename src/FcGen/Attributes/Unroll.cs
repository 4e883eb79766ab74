namespace FcGen;

/// <summary>How the code of one-sample inference is laid out.</summary>
public enum Unroll
{
    /// <summary>The planner's measured choice for each layer.</summary>
    Auto,

    /// <summary>
    /// Straight-line code for every layer, as long as the limits of the JIT allow it. For a wide layer that is megabytes of source, a
    /// minute of build time and slow code: 784 x 128 runs at a quarter of the speed of tiles.
    /// </summary>
    Full,

    /// <summary>Loops whose bodies are unrolled register tiles, for every layer.</summary>
    Tiled,
}
