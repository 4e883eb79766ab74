namespace FcGen;

/// <summary>Code layout of one-sample inference.</summary>
public enum Unroll
{
    /// <summary>Layout chosen for each network, based on measurements: straight-line code for a small one.</summary>
    Auto,

    /// <summary>
    /// Straight-line code for every layer within the limits of the JIT. A wide layer takes megabytes of source and a minute of build time,
    /// and runs slowly: 784 x 128 reaches a quarter of the speed of tiles.
    /// </summary>
    Full,

    /// <summary>Loops over register tiles for every layer. Only the tile is unrolled.</summary>
    Tiled,
}
