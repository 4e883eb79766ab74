using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Graph;

/// <summary>
/// Where the numbers that make up a network lie: its parameters, then its buffers, then what predictions derive from both, all in one piece.
/// </summary>
/// <param name="Spec">The network.</param>
/// <param name="Dense">The dense layers, in order.</param>
/// <param name="Tensors">All tensors in the order of the layers.</param>
/// <param name="ParametersLength">Length of the packed parameters, padding included.</param>
/// <param name="BuffersLength">Length of the buffers, padding included.</param>
/// <param name="Derived">For each layer where its derived numbers begin.</param>
/// <param name="Length">Length of everything.</param>
internal sealed record StoragePlan(
    NetworkSpec Spec,
    EquatableArray<DensePlan> Dense,
    EquatableArray<TensorPlan> Tensors,
    int ParametersLength,
    int BuffersLength,
    EquatableArray<int> Derived,
    int Length)
{
    /// <summary>Whether predictions use numbers derived from parameters and buffers.</summary>
    public bool HasDerived => Length > ParametersLength + BuffersLength;

    /// <summary>Offsets of the vectors of padding that only align the parameter after them.</summary>
    public IEnumerable<int> Gaps
    {
        get
        {
            TensorPlan[] parameters = [.. Tensors.Where(tensor => !tensor.IsBuffer)];
            int[] starts = [.. parameters.Select(tensor => tensor.Offset).Skip(1), ParametersLength];
            return parameters.Zip(starts, (tensor, next) => (tensor.End, next)).Where(pair => pair.End < pair.next).Select(pair => pair.End);
        }
    }

    /// <summary>The tensor of a layer.</summary>
    public TensorPlan Tensor(LayerSpec layer, string name) => Tensors.First(tensor => tensor.Name == Spec.TensorName(layer, name));

    public static StoragePlan Plan(NetworkSpec spec)
    {
        var planner = new DensePlanner(spec);
        var dense = new List<DensePlan>();
        var tensors = new Dictionary<string, TensorPlan>();
        int offset = 0;
        foreach (LayerSpec layer in spec.Layers)
        {
            if (layer is DenseSpec denseLayer)
            {
                DensePlan plan = planner.Plan(denseLayer, offset);
                dense.Add(plan);
                offset = plan.End;
            }

            Place(layer, isBuffer: false);
        }

        int parameters = offset;
        foreach (LayerSpec layer in spec.Layers)
        {
            Place(layer, isBuffer: true);
        }

        int buffers = offset - parameters;
        var derived = new List<int>();
        foreach (LayerSpec layer in spec.Layers)
        {
            derived.Add(offset);
            offset = checked(offset + Padding.Align(layer.DerivedFloats));
        }

        IEnumerable<TensorPlan> ordered = spec.Layers.SelectMany(layer =>
            (dense.FirstOrDefault(plan => plan.Layer == layer.Index)?.Tensors ?? [])
            .Concat(layer.Vectors.Select(vector => tensors[NameOf(layer, vector)])));
        return new StoragePlan(
            spec, dense.ToEquatableArray(), ordered.ToEquatableArray(), parameters, buffers, derived.ToEquatableArray(), offset);

        void Place(LayerSpec layer, bool isBuffer)
        {
            foreach (VectorSpec vector in layer.Vectors.Where(vector => vector.IsBuffer == isBuffer))
            {
                string name = NameOf(layer, vector);
                tensors.Add(name, new TensorPlan(name, vector.IsScalar ? 0 : 1, 1, vector.Length, offset, 0, 1, isBuffer, vector.Initial));
                offset = checked(offset + Padding.Align(Padding.RoundUp(vector.Length)));
            }
        }

        string NameOf(LayerSpec layer, VectorSpec vector) => spec.TensorName(layer, vector.Name);
    }
}
