namespace FcGen.Generator.Kernels;

/// <summary>The limits of the planner, each with its measurement.</summary>
internal static class Budget
{
    /// <summary>
    /// The multiply-add instructions (256 bits) of a network above which all its products for one sample are loops. Products of the same shape count
    /// once. On an AMD EPYC (Zen 4), straight-line code is not faster from 128 instructions on: 16-32-32-4, 32-64-64-8 (832), 64-128-10 (1,184) and 100-100
    /// (1,300) take 0.98 to 1.05 times as long as loops. On an Intel Xeon with 512 bits, it is faster by 1.09 for 64-64 (512) and by 1.07 for 32-64-64-8, by
    /// 1.01 to 1.03 for 64-128, 128-64 and 64-128-10, but by 1.24 for 100-100. Loops need a quarter of the time to compile: 64-128-10 as straight-line code has
    /// 10,234 lines instead of 7,757, and its first prediction takes 21 ms instead of 7.
    /// </summary>
    public const int NetworkInstructions = 900;

    /// <summary>
    /// The same limit for one layer in a training step of a single sample. Straight-line code makes the step of 16-32-32-4 (128) faster by 1.03, that of
    /// 32-64-64-8 (512) slower by 1.01, and a build slower for everyone.
    /// </summary>
    public const int TrainingInstructions = 200;

    /// <summary>
    /// The same limit for all networks of a compilation that differ: 75 of the largest. 10 networks of 64 inputs, 128 to 137 hidden and 10 outputs take
    /// 27 s of processor time to build as straight-line code, and 14.5 s as loops.
    /// </summary>
    public const int CompilationInstructions = 75 * NetworkInstructions;

    /// <summary>
    /// The same limit for one method. The JIT stops optimizing above 60,000 IL bytes, 20,000 IL instructions or 8,000 references to locals. A
    /// multiply-add has about 22 bytes, 8 instructions and 4 references. Layers that fit in one method share a method.
    /// </summary>
    public const int MethodInstructions = 1250;

    /// <summary>
    /// The multiply-adds of 128 bits of one kernel above which it is written as loops, whatever it is with wider vectors. They are twice as many as with
    /// 256 bits, and each is two instructions where none fuses them, which exceeds a cache of decoded instructions. 32-64-64-8 (1,700) is faster by 1.16
    /// as loops, 16-32-32-4 (420) slower by 1.05 (AMD EPYC Zen 4, without AVX2).
    /// </summary>
    public const int NarrowInstructions = 500;

    /// <summary>The same limit for one layer of a network with <c>Unroll.Full</c>: 16 methods.</summary>
    public const int FullInstructions = 16 * MethodInstructions;

    /// <summary>The weights (1 MiB) that stay in a second-level cache between calls, or between tiles of rows.</summary>
    public const int CachedWeights = 256 * 1024;

    /// <summary>The bytes of the smallest first-level cache. Larger weights of a single sample come from the second level in every call.</summary>
    public const int FirstLevelBytes = 32 * 1024;

    /// <summary>The inputs of a block of streamed weights: 128 KiB with 64 columns, which stay in a second-level cache for all rows.</summary>
    public const int BlockInputs = 512;

    /// <summary>
    /// The stride in floats (4 KiB) at which rows of weights conflict in a cache, so that they are copied before they are used for many rows.
    /// 4096 x 4096 with a batch of 256 is faster by 1.8 with 512 bits and by 2.3 with 256. 784 x 512 would be slower by 1.1.
    /// </summary>
    public const int ConflictingStride = 1024;

    /// <summary>The rows of a batch from which copying a block of streamed weights is faster.</summary>
    public const int PackingRows = 3 * TileRows;

    /// <summary>
    /// The multiply-adds of one convolution (9 us) from which several threads compute the rows of a single image. Two threads are faster by 1.4 with 16
    /// channels of 16 x 16 (590,000), by 1.7 to 1.8 with 9.4 million (AMD EPYC Zen 4).
    /// </summary>
    public const int ImageMultiplyAdds = 500_000;

    /// <summary>The rows of a block with streamed weights, and the maximum floats between layers for that.</summary>
    public const int StreamedBlockRows = 384;

    /// <inheritdoc cref="StreamedBlockRows"/>
    public const int StreamedBlockFloats = 4 * 1024 * 1024;

    /// <summary>The rows of the largest register tile of a batch: 6 rows x 2 vectors of 256 bits, or x 4 of 512, reach the peak.</summary>
    public const int TileRows = 6;

    /// <summary>The floats between layers of one block of a batch: half of an L1 cache of 48 KiB, and a small part of a stack.</summary>
    public const int BlockFloats = 6144;

    /// <summary>The minimum and maximum rows of a block.</summary>
    public const int MinBlockRows = TileRows;

    /// <inheritdoc cref="MinBlockRows"/>
    public const int MaxBlockRows = 96;

    /// <summary>The most steps of a stream that go through all layers together, and the rows that rings have beside those that layers look back at.</summary>
    public const int StreamSteps = 32;

    /// <summary>The values and gradients (1 MiB) of the samples that go through all layers of a pass of training before the next ones do.</summary>
    public const int TrainingBlockFloats = 256 * 1024;

    /// <summary>The samples that always go through a layer together: its weights are read once for all of them.</summary>
    public const int MinTrainingBlockRows = 4;

    /// <summary>The blocks of samples that fit, from which on a batch is not divided: values of 16 KiB for a sample.</summary>
    public const int MostTrainingBlocks = 64;

    /// <summary>
    /// The floats of scratch memory that one sample may use in a local variable, which the compiler clears. With 16 floats (4-16-3) this is faster
    /// by 1.05 than a method without clearing, and with 64 (16-32-32-4) slower by 1.03.
    /// </summary>
    public const int ClearedFloats = 32;

    /// <summary>The floats (24 KiB) that a call may use of the stack without a check of the remaining stack: a block of a batch.</summary>
    public const int UncheckedFloats = BlockFloats;

    /// <summary>
    /// The floats that a call may use of the stack (64 KiB of the default 1 MiB or more), if enough stack is left. Otherwise a buffer of the
    /// thread is used.
    /// </summary>
    public const int StackFloats = 16384;
}
