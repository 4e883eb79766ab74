using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Planning;

/// <summary>Gives every tensor and every derived value a place in the state of a network.</summary>
internal static class StoragePlanner
{
    public static StoragePlan Plan(NetworkSpec spec)
    {
        var tensors = new Dictionary<(int Layer, string Name), TensorPlan>();
        int parameters = Place(TensorKind.Parameter, 0);
        int buffers = Place(TensorKind.Buffer, parameters);
        int end = buffers;
        var derived = new List<int>();
        foreach (LayerSpec layer in spec.Layers)
        {
            derived.Add(end);
            end = checked(end + Padding.Align(layer.DerivedFloats));
        }

        return new StoragePlan(
            spec,
            spec.Layers.SelectMany(layer => layer.Tensors.Select(tensor => tensors[(layer.Index, tensor.Name)])).ToEquatableArray(),
            parameters,
            buffers - parameters,
            derived.ToEquatableArray(),
            end);

        int Place(TensorKind kind, int offset)
        {
            foreach (LayerSpec layer in spec.Layers)
            {
                foreach (TensorSpec tensor in layer.Tensors.Where(tensor => tensor.Kind == kind))
                {
                    var plan = new TensorPlan(tensor, layer.Index, spec.TensorName(layer, tensor.Name), offset, tensor.Fill.Resolve(spec.GainAfter(layer)));
                    tensors.Add((layer.Index, tensor.Name), plan);
                    offset = checked(offset + Padding.Align(tensor.Layout.Floats));
                }
            }

            return offset;
        }
    }
}
