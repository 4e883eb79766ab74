namespace FcGen.Generator.Kernels;

/// <summary>The two widths that every kernel is written for.</summary>
internal sealed class VectorWidth
{
    public static readonly VectorWidth Bits256 = new(8, accumulators: 12, registers: 16);

    /// <summary>512 bits have 32 registers, so more sums fit in registers.</summary>
    public static readonly VectorWidth Bits512 = new(16, accumulators: 24, registers: 32);

    private VectorWidth(int lanes, int accumulators, int registers) =>
        (Lanes, Accumulators, Registers) = (lanes, accumulators, registers);

    /// <summary>Floats in a vector.</summary>
    public int Lanes { get; }

    /// <summary>The sums that fit in registers in addition to the operands.</summary>
    public int Accumulators { get; }

    /// <summary>Vector registers of the hardware.</summary>
    public int Registers { get; }

    /// <summary>The name of the generated class with the methods for this width.</summary>
    public string ClassName => $"Bits{Lanes * 32}";
}
