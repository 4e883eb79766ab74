using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Amplifier;

/// <summary>The output of a stream, and its cost: the median time of a sample, the garbage collections and the allocated bytes.</summary>
internal sealed record Performance(float[] Output, double Nanoseconds, int Collections, long Bytes)
{
    /// <summary>The samples of a block.</summary>
    public const int Block = 64;

    /// <summary>The share of real time, in percent.</summary>
    public double Load => 100 * Nanoseconds * Audio.Rate / 1e9;

    /// <summary>Plays a signal after silence, in blocks of 64 samples or sample by sample.</summary>
    public static Performance Of(AmplifierNet network, float[] dry, bool isInBlocks)
    {
        var output = new float[dry.Length];
        var times = new double[dry.Length / Block];
        AmplifierNet.State state = network.CreateState();
        network.Settle([0], state);
        int collectionsBefore = GC.CollectionCount(0);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < times.Length; i++)
        {
            ReadOnlySpan<float> inputs = dry.AsSpan(i * Block, Block);
            Span<float> outputs = output.AsSpan(i * Block, Block);
            long start = Stopwatch.GetTimestamp();
            if (isInBlocks)
            {
                network.Steps(inputs, outputs, state);
            }
            else
            {
                for (int sample = 0; sample < Block; sample++)
                {
                    network.Step(inputs.Slice(sample, 1), outputs.Slice(sample, 1), state);
                }
            }

            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Block;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        int collections = GC.CollectionCount(0) - collectionsBefore;
        Array.Sort(times);
        return new Performance(output, times[times.Length / 2], collections, allocated);
    }

    /// <summary>Returns whether two outputs have the same bits.</summary>
    public bool HasBitsOf(Performance other) =>
        MemoryMarshal.AsBytes<float>(Output).SequenceEqual(MemoryMarshal.AsBytes<float>(other.Output));
}
