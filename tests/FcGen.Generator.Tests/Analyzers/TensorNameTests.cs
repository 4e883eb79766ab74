using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Analyzers and hover texts use tensor names with dots and prefixes.</summary>
public sealed class TensorNameTests
{
    private const string Layers = "[Input(4)] [Dense(4, Name = \"encoder.0\"), BatchNorm, PReLU, Add(\"encoder.0\"), Dense(2, Bias = false)]";

    private static readonly string[] Names =
    [
        "encoder.0.weight", "encoder.0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked", "2.weight", "4.weight",
    ];

    private static readonly string[] Shapes = ["4,4", "4", "4", "4", "4", "4", "-", "1", "2,4"];

    [Theory]
    [InlineData("Prefix = \"model\"", "model.")]
    [InlineData("Prefix = \"model.\"", "model.")]
    [InlineData("Prefix = \"student.model\", Unroll = Unroll.Tiled", "student.model.")]
    [InlineData("Prefix = \"größe 1\"", "größe 1.")]
    [InlineData("Prefix = \"\"", "")]
    [InlineData("Prefix = null!", "")]
    [InlineData("", "")]
    public void Every_tensor_has_the_prefix(string options, string prefix)
    {
        string[] calls = [.. Names.Select(name => $"net.GetTensor(\"{prefix}{name}\", any); net.SetTensor(\"{prefix}{name}\", any);")];
        string source = $$"""
            [Network({{options}})] {{Layers}} partial class Net;
            static class Program
            {
                static void Run(Net net, Trainer<Net> trainer, float[] any)
                {
                    {{string.Join("\n", calls)}}
                    trainer.GetGradient("{{prefix}}encoder.0.weight", any);
                    net.GetTensor({|FCG010:"x.{{prefix}}encoder.0.weight"|}, any);
                    trainer.GetGradient({|FCG010:"{{prefix}}1.running_mean"|}, any);
                    Net.Load("net.safetensors");
                    Net.Load({|FCG011:"other.safetensors"|});
                }
            }
            """;
        AnalyzerCheck.Reports(
            [source],
            [],
            WeightsManifestFile.Of("net.safetensors", Manifest(prefix)),
            WeightsManifestFile.Of("other.safetensors", Manifest("other." + prefix)));
    }

    [Fact]
    public void Messages_name_tensors_with_the_prefix() => AnalyzerCheck.Reports(
        """
        [Network(Prefix = "model"), Input(4), Dense(2)] partial class Net
        {
            void Use(float[] any)
            {
                GetTensor({|FCG010:"0.weight"|}, any);
                SetTensor({|FCG010:"model.0.wight"|}, any);
            }
        }
        """,
        "Net.GetTensor refers to tensor '0.weight', which 'Net' does not have: its tensors are 'model.0.weight', 'model.0.bias'",
        "Net.SetTensor refers to tensor 'model.0.wight', which 'Net' does not have: did you mean 'model.0.weight'?");

    [Fact]
    public void A_network_of_another_assembly_has_its_prefix() => AnalyzerCheck.Reports(
        ["class User { void Use(Net net, float[] any) { net.GetTensor(\"a.b.0.weight\", any); net.GetTensor({|FCG010:\"0.weight\"|}, any); } }"],
        [GeneratorHarness.Library("using FcGen; [Network(Prefix = \"a.b\"), Input(4), Dense(2)] public partial class Net;")],
        []);

    [Fact]
    public void Hover_shows_the_path_of_each_layer()
    {
        string text = GeneratorHarness.Run("using FcGen; [Network(Prefix = \"model\"), Input(4), Dense(2, Name = \"head.fc\"), ReLU] partial class Net;").Files["Net.g.cs"];

        Assert.Contains("/// model.head.fc  Dense 4 -&gt; 2", text);
        Assert.Contains("/// model.1        ReLU", text);
    }

    private static string[] Manifest(string prefix) =>
        [.. Names.Zip(Shapes, (name, shape) => $"{(name.EndsWith("tracked", StringComparison.Ordinal) ? "I64" : "F32")} {shape} {prefix}{name}")];
}
