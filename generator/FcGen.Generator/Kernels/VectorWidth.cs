namespace FcGen.Generator.Kernels;

/// <summary>The vectors that every kernel is written for.</summary>
internal sealed class VectorWidth
{
    /// <summary>
    /// x64 without AVX2, and WebAssembly. Nothing fuses a multiplication and an addition, so a product needs its own register, and nothing
    /// broadcasts from memory, so a broadcast takes as long as an addition. A tile of two rows needs the fewest broadcasts for its products: 64 x 64 takes
    /// 0.179 ns for each product of vectors with 2 rows x 6 vectors, 0.196 with 3 x 3, 0.27 to 0.29 with 4 x 2, 4 x 3 and 6 x 2 (AMD EPYC Zen 4).
    /// </summary>
    public static readonly VectorWidth Bits128 = new(4, accumulators: 12, registers: 16, "Bits128", "Vector128.IsHardwareAccelerated") { IsFused = false, TileRows = 2 };

    /// <summary>
    /// 128 bits with the 32 registers of Arm64, so that more sums of a batch fit in registers. Only the largest tiles need them. What remains of a batch,
    /// and single samples, whose products each load weights, use the code for 16 registers.
    /// </summary>
    public static readonly VectorWidth Arm64 =
        new(4, accumulators: 24, registers: 32, "Arm64", "global::System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported");

    public static readonly VectorWidth Bits256 = new(8, accumulators: 12, registers: 16, "Bits256", "Vector256.IsHardwareAccelerated");

    /// <summary>512 bits have 32 registers, so more sums fit in registers.</summary>
    public static readonly VectorWidth Bits512 = new(16, accumulators: 24, registers: 32, "Bits512", "Vector512.IsHardwareAccelerated") { NarrowerIfHalved = "global::FcGen.Numerics.Processor.HalvesWideVectors" };

    private VectorWidth(int lanes, int accumulators, int registers, string className, string condition) =>
        (Lanes, Accumulators, Registers, ClassName, Condition) = (lanes, accumulators, registers, className, condition);

    /// <summary>All, the preferred last.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } = [Bits128, Arm64, Bits256, Bits512];

    /// <summary>Floats in a vector.</summary>
    public int Lanes { get; }

    /// <summary>The sums that fit in registers in addition to the operands.</summary>
    public int Accumulators { get; }

    /// <summary>Whether one instruction multiplies and adds.</summary>
    public bool IsFused { get; private init; } = true;

    /// <summary>The rows of the largest tile of a batch.</summary>
    public int TileRows { get; private init; } = Budget.TileRows;

    /// <summary>Vector registers of the hardware.</summary>
    public int Registers { get; }

    /// <summary>The width whose code computes what remains after the largest tiles; null if this one does.</summary>
    public VectorWidth? Rest => this == Arm64 ? Bits128 : null;

    /// <summary>The width whose code computes single samples.</summary>
    public VectorWidth OfSample => Rest ?? this;

    /// <summary>Returns the vectors of a tile of some rows, whose sums and operands fit in registers.</summary>
    public int TileVectors(int rows) => IsFused
        ? Math.Min(Accumulators / rows, (Registers - 1) / (rows + 1))
        : (Registers - rows - 2) / rows;

    /// <summary>The name of the generated class with the methods for this width.</summary>
    public string ClassName { get; }

    /// <summary>The expression that tells whether the machine has such vectors.</summary>
    public string Condition { get; }

    /// <summary>
    /// The expression that tells whether narrower vectors load faster from a second-level cache, because these run as two halves; null if they never do.
    /// </summary>
    public string? NarrowerIfHalved { get; private init; }
}
