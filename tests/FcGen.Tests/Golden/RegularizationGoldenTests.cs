namespace FcGen.Tests.Golden;

/// <summary>With penalties and clipping, twenty steps lead where PyTorch goes.</summary>
public class RegularizationGoldenTests
{
    private static readonly GoldenFile Golden = GoldenFile.Read("regularization");

    [Theory]
    [InlineData("L1", 0.01f, 0, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("L2", 0, 0.02f, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("ClipNorm", 0, 0, 0.5f, float.PositiveInfinity)]
    [InlineData("ClipValue", 0, 0, float.PositiveInfinity, 0.05f)]
    [InlineData("All", 0.005f, 0.01f, 0.7f, 0.1f)]
    public void Losses_norms_and_parameters_are_those_of_PyTorch(string name, float l1, float l2, float clipNorm, float clipValue)
    {
        var network = new Golden4x16x3();
        foreach (TensorInfo tensor in network.Tensors)
        {
            network.SetTensor(tensor.Name, Golden.Floats(tensor.Name));
        }

        var optimizer = new Sgd { LearningRate = 0.1f, Momentum = 0.5f };
        var trainer = new Trainer<Golden4x16x3>(network, new SoftmaxCrossEntropy(), optimizer, batchSize: 8)
        {
            L1 = l1,
            L2 = l2,
            ClipNorm = clipNorm,
            ClipValue = clipValue,
        };
        float[] expected = Golden.Floats($"{name} losses");
        float[] losses = new float[expected.Length];
        float[] norms = new float[expected.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = trainer.Step(Golden.Floats("inputs"), Golden.Integers("labels"));
            norms[step] = trainer.GradientNorm;
        }

        Close.Assert(expected, losses, 1e-4, "losses");
        if (Golden.Has($"{name} norms"))
        {
            Close.Assert(Golden.Floats($"{name} norms"), norms, 1e-4, "norms");
        }

        foreach (TensorInfo tensor in network.Tensors)
        {
            float[] values = new float[tensor.Length];
            network.GetTensor(tensor.Name, values);
            Close.Assert(Golden.Floats($"{tensor.Name} after {name}"), values, 1e-4, $"{tensor.Name} after {name}");
        }
    }
}
