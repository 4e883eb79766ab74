namespace FcGen.Generator.Kernels;

/// <summary>Order of a matrix of weights in memory; either way the inner dimension is padded to whole vectors.</summary>
internal enum WeightLayout
{
    /// <summary>[inputs, outputs]: a vector holds the weights of neighboring outputs, and each input is broadcast.</summary>
    InputMajor,

    /// <summary>
    /// [outputs, inputs]: a vector holds the weights of neighboring inputs, and each output is a dot product. For few outputs.
    /// </summary>
    OutputMajor,
}

/// <summary>Chooses the order of weights.</summary>
internal static class WeightLayouts
{
    /// <summary>A dot product ends in a sum over the lanes, which costs about this many multiply-adds for each output.</summary>
    private const int LaneSumCost = 3;

    /// <summary>
    /// Counts instructions of 512 bits. Measured winners for 32, 64 and 128 inputs: dot products up to 10 outputs, broadcasts from 16.
    /// </summary>
    public static WeightLayout Choose(int inputs, int outputs)
    {
        const int Lanes = 16;
        long broadcast = (long)inputs * ((outputs + Lanes - 1) / Lanes);
        long dot = (long)outputs * (((inputs + Lanes - 1) / Lanes) + LaneSumCost);
        return dot < broadcast ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
    }
}
