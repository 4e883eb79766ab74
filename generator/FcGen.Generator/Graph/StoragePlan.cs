using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>
/// Storage of the state of a network, one array: first the parameters, then the buffers, then the derived values.
/// </summary>
/// <param name="Spec">The network.</param>
/// <param name="Tensors">All tensors in the order of the layers.</param>
/// <param name="ParametersLength">Length of the packed parameters, padding included.</param>
/// <param name="BuffersLength">Length of the buffers, padding included.</param>
/// <param name="Derived">Index of the first derived value of each layer.</param>
/// <param name="Length">Length of the array.</param>
internal sealed record StoragePlan(
    NetworkSpec Spec,
    EquatableArray<TensorPlan> Tensors,
    int ParametersLength,
    int BuffersLength,
    EquatableArray<int> Derived,
    int Length)
{
    /// <summary>Whether predictions use values derived from parameters and buffers.</summary>
    public bool HasDerived => Length > ParametersLength + BuffersLength;

    /// <summary>The offsets of the padding vectors between parameters.</summary>
    public IEnumerable<int> Gaps
    {
        get
        {
            TensorPlan[] parameters = [.. Tensors.Where(tensor => !tensor.Spec.IsBuffer)];
            int[] starts = [.. parameters.Select(tensor => tensor.Offset).Skip(1), ParametersLength];
            return parameters.Zip(starts, (tensor, next) => (tensor.End, next)).Where(pair => pair.End < pair.next).Select(pair => pair.End);
        }
    }

    /// <summary>The tensor of a layer.</summary>
    public TensorPlan Tensor(LayerSpec layer, string name) => Tensors.First(tensor => tensor.Name == Spec.TensorName(layer, name));

    /// <summary>The tensor of a layer, or null if the layer has none of that name.</summary>
    public TensorPlan? FindTensor(LayerSpec layer, string name) => Tensors.FirstOrDefault(tensor => tensor.Name == Spec.TensorName(layer, name));
}
