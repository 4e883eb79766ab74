using FcGen.Tests.Data;

namespace FcGen.Tests.Serialization;

/// <summary>Tensors of a network with a prefix are called as in the state_dict of a PyTorch module around it.</summary>
public sealed class TensorNameTests : IDisposable
{
    private static readonly string[] Names =
    [
        "model.encoder.0.weight", "model.encoder.0.bias",
        "model.1.weight", "model.1.bias", "model.1.running_mean", "model.1.running_var", "model.1.num_batches_tracked",
        "model.3.weight", "model.4.weight", "model.4.bias",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_tensor_is_listed_with_the_prefix_and_found_by_it()
    {
        var network = new Prefixed(3);

        Assert.Equal(Names, network.Tensors.Select(tensor => tensor.Name));
        network.SetTensor("model.4.bias", [5, 7]);
        var bias = new float[2];
        network.GetTensor("model.4.bias", bias);
        Assert.Equal([5, 7], bias);
        string withoutPrefix = Names[^1]["model.".Length..];
        Assert.Throws<ArgumentException>("name", () => network.GetTensor(withoutPrefix, new float[2]));
    }

    [Fact]
    public void Gradients_are_found_by_the_prefix()
    {
        var trainer = new Trainer<Prefixed>(new Prefixed(3), new MeanSquaredError(), new Sgd { LearningRate = 0.1f }, 2);
        trainer.ComputeGradients([1, 2, 3, 4], [1f, -1, 1, -1]);

        Assert.All(trainer.Network.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter), tensor =>
            trainer.GetGradient(tensor.Name, new float[tensor.Length]));
    }

    [Fact]
    public void A_file_with_the_names_of_PyTorch_s_nested_modules_is_loaded_and_saved()
    {
        byte[] file = SafetensorsFile.Of(
            ("model.0.weight", "F32", [1, 2], SafetensorsFile.F32(2, 3)), ("model.0.bias", "F32", [1], SafetensorsFile.F32(-4)));
        File.WriteAllBytes(_folder.Path("torch.safetensors"), file);

        PrefixedLine loaded = PrefixedLine.Load(_folder.Path("torch.safetensors"));
        var output = new float[1];
        loaded.Forward([5, 6], output);
        Assert.Equal((2 * 5) + (3 * 6) - 4, output[0]);

        loaded.Save(_folder.Path("ours.safetensors"));
        Assert.Contains("\"model.0.weight\"", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(_folder.Path("ours.safetensors"))));
        PrefixedLine.Load(_folder.Path("ours.safetensors")).Forward([1, 1], output);
        Assert.Equal(2 + 3 - 4, output[0]);
    }

    [Fact]
    public void A_file_without_the_prefix_is_refused()
    {
        using var stream = new MemoryStream();
        new Line().Save(stream);
        stream.Position = 0;

        Exception refused = Assert.ThrowsAny<Exception>(() => PrefixedLine.Load(stream));
        Assert.Contains("model.0.weight", refused.Message);
    }

    [Fact]
    public void A_prefix_changes_nothing_but_names()
    {
        Assert.Equal(new Prefixed(3).Parameters.ToArray(), new NotPrefixed(3).Parameters.ToArray());
    }
}
