namespace FcGen.Generator.Planning;

/// <summary>Every limit the planner keeps to, each with the measurement that set it.</summary>
internal static class UnrollBudget
{
    /// <summary>
    /// Multiply-add instructions (256 bits) of one layer above which straight-line code loses to a tiled loop:
    /// 64 x 128 (1,024) wins by 1.12, 784 x 128 (12,544) loses by 4.
    /// </summary>
    public const int LayerInstructions = 1100;

    /// <summary>The same for a whole network: past about 3,000 the code no longer fits an instruction cache of 32 KiB.</summary>
    public const int NetworkInstructions = 3000;

    /// <summary>
    /// The same for one method: the JIT stops optimising above 60,000 IL bytes, 20,000 IL instructions or 8,000 references to
    /// locals. A multiply-add takes about 22 bytes, 8 instructions and 4 references.
    /// </summary>
    public const int MethodInstructions = 1250;

    /// <summary>The same for one layer of a network with <c>Unroll.Full</c>: 16 methods.</summary>
    public const int FullInstructions = 16 * MethodInstructions;

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

    /// <summary>Floats that a call may take from the stack (64 KiB of the 1 MiB that a thread has at least); beyond, a buffer of the thread is used.</summary>
    public const int StackFloats = 16384;
}
