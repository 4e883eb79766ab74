namespace FcGen.Generator.Kernels;

/// <summary>Every limit the planner keeps to, each with the measurement that set it.</summary>
internal static class Budget
{
    /// <summary>
    /// Multiply-add instructions (256 bits) of one layer above which straight-line code does not pay. 100 x 100 (1,300) wins by 1.29
    /// with 512 bits and by 1.16 with 256, 128 x 128 (2,048) by 1.03 and 1.07, though its weights do not fit a cache of 48 KiB;
    /// 784 x 128 (12,544) loses by 1.7 and 2.4.
    /// </summary>
    public const int LayerInstructions = 2100;

    /// <summary>
    /// The same for a whole network, layers of one shape counted once because they share their code: 64-64-64-64 wins by 1.29 and 1.21,
    /// 64-128-64-10 (2,176, above the limit: its last layer is tiled) by 1.00 and 1.03, and compiling takes longer with every instruction.
    /// </summary>
    public const int NetworkInstructions = 2100;

    /// <summary>
    /// The same for one method: the JIT stops optimising above 60,000 IL bytes, 20,000 IL instructions or 8,000 references to
    /// locals. A multiply-add takes about 22 bytes, 8 instructions and 4 references. Layers that fit one method together share it.
    /// </summary>
    public const int MethodInstructions = 1250;

    /// <summary>The same for one layer of a network with <c>Unroll.Full</c>: 16 methods.</summary>
    public const int FullInstructions = 16 * MethodInstructions;

    /// <summary>Weights (1 MiB) that a second-level cache keeps from one call to the next, or from one tile of rows to the next.</summary>
    public const int CachedWeights = 256 * 1024;

    /// <summary>Inputs of a block of streamed weights: with 64 columns 128 KiB, which stay in a second-level cache while all rows pass.</summary>
    public const int BlockInputs = 512;

    /// <summary>
    /// Rows of weights a multiple of this many floats (4 KiB) apart fall on few places of a cache and are copied before they serve many
    /// rows: 4096 x 4096 with a batch of 256 is faster by 1.8 with 512 bits and by 2.3 with 256; 784 x 512 would be slower by 1.1.
    /// </summary>
    public const int ConflictingStride = 1024;

    /// <summary>Rows of a batch from which on it pays to copy a block of streamed weights before it is used.</summary>
    public const int PackingRows = 3 * TileRows;

    /// <summary>Rows of a batch that streamed weights serve at once, and the most floats between layers for that.</summary>
    public const int StreamedBlockRows = 384;

    /// <inheritdoc cref="StreamedBlockRows"/>
    public const int StreamedBlockFloats = 4 * 1024 * 1024;

    /// <summary>Rows of the widest register tile of a batch: 6 rows x 2 vectors of 256 bits, or x 4 of 512, reach the peak.</summary>
    public const int TileRows = 6;

    /// <summary>Floats between layers of one block of a batch: half of an L1 cache of 48 KiB, and little of a stack.</summary>
    public const int BlockFloats = 6144;

    /// <summary>Fewest and most rows of a block.</summary>
    public const int MinBlockRows = TileRows;

    /// <inheritdoc cref="MinBlockRows"/>
    public const int MaxBlockRows = 96;

    /// <summary>
    /// Floats of scratch that one sample may take as a local variable, which the compiler clears: with 16 (4-16-3) that is faster by
    /// 1.05 than a method that does without clearing, with 64 (16-32-32-4) slower by 1.03.
    /// </summary>
    public const int ClearedFloats = 32;

    /// <summary>Floats (24 KiB) that a call may take from the stack without asking how much of it is left: a block of a batch.</summary>
    public const int UncheckedFloats = BlockFloats;

    /// <summary>
    /// Floats that a call may take from the stack (64 KiB of the 1 MiB or more that a thread has by default), if enough of it is left; else
    /// a buffer of the thread is used.
    /// </summary>
    public const int StackFloats = 16384;
}
