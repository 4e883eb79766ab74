using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Logarithm of the softmax over all values of a sample.</summary>
internal sealed class LogSoftmaxLayer : LayerKind
{
    public override string AttributeName => "LogSoftmaxAttribute";

    public override LayerSpec Parse(LayerContext context) => new SoftmaxSpec(context.Index, context.Name, context.Input, "LogSoftmax");
}
