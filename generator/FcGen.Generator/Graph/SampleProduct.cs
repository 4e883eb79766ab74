namespace FcGen.Generator.Graph;

/// <summary>A matrix product for one sample that can be straight-line code. Products of the same shape share their code.</summary>
/// <param name="Inputs">Length of the input.</param>
/// <param name="Outputs">Length of the output.</param>
/// <param name="Instructions">Multiply-adds of 256 bits.</param>
internal readonly record struct SampleProduct(int Inputs, int Outputs, long Instructions)
{
    /// <summary>Returns the instructions of several layers.</summary>
    public static long Total(IEnumerable<LayerSpec> layers) =>
        layers.Select(layer => layer.Product).Distinct().Sum(product => product?.Instructions ?? 0);
}
