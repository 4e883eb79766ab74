using FcGen.Tests.Networks;

namespace FcGen.Tests.Serialization;

/// <summary>Files whose names differ from the network's, or which have other tensors than it.</summary>
public sealed class LoadOptionsTests
{
    private static readonly byte[] Two = SafetensorsFile.F32(1, 2);
    private static readonly byte[] Others = SafetensorsFile.F32(3, 4);

    [Theory]
    [InlineData("module.", "module.")]
    [InlineData("module", "module.")]
    [InlineData("_orig_mod.module", "_orig_mod.module.")]
    [InlineData("", "")]
    public void A_prefix_is_removed(string given, string prefix)
    {
        Line line = Load(new LoadOptions { Prefix = given }, ($"{prefix}0.weight", "F32", [2, 1], Two), ($"{prefix}0.bias", "F32", [2], Others));

        Assert.Equal([1, 2], line.GetTensor("0.weight"));
        Assert.Equal([3, 4], line.GetTensor("0.bias"));
    }

    [Fact]
    public void A_prefix_ends_at_a_dot() => Fails(
        new LoadOptions { Prefix = "mod" },
        "'module.0.bias' is unexpected",
        ("module.0.weight", "F32", [2, 1], Two),
        ("module.0.bias", "F32", [2], Two));

    [Fact]
    public void Names_are_renamed_after_the_prefix_is_removed()
    {
        var options = new LoadOptions { Prefix = "model", Rename = name => name.Replace("fc1.", "0.") };

        Line line = Load(options, ("model.fc1.weight", "F32", [2, 1], Two), ("model.fc1.bias", "F32", [2], Others));

        Assert.Equal([3, 4], line.GetTensor("0.bias"));
    }

    [Fact]
    public void A_tensor_renamed_to_null_is_skipped()
    {
        var options = new LoadOptions { Rename = name => name == "step" ? null : name };

        Line line = Load(options, ("step", "I64", [], SafetensorsFile.I64(7)), ("0.bias", "F32", [2], Others), ("0.weight", "F32", [2, 1], Two));

        Assert.Equal([1, 2], line.GetTensor("0.weight"));
    }

    [Fact]
    public void Two_tensors_cannot_become_one() => Fails(
        new LoadOptions { Rename = _ => "0.bias" },
        "The stream: 'a' and 'b' both become tensor '0.bias'.",
        ("a", "F32", [2], Two),
        ("b", "F32", [2], Two));

    [Fact]
    public void Unexpected_tensors_are_skipped_if_they_are_allowed()
    {
        byte[] large = new byte[300_000];

        Line line = Load(
            new LoadOptions { AllowUnexpected = true },
            ("a", "U8", [large.Length], large),
            ("0.weight", "F32", [2, 1], Two),
            ("head.weight", "F32", [1, 2], Two),
            ("0.bias", "F32", [2], Others));

        Assert.Equal([1, 2], line.GetTensor("0.weight"));
        Assert.Equal([3, 4], line.GetTensor("0.bias"));
    }

    [Fact]
    public void A_skipped_tensor_must_be_complete()
    {
        byte[] file = SafetensorsFile.Of(("0.weight", "F32", [2, 1], Two), ("0.bias", "F32", [2], Two), ("z", "F32", [2], Two));

        var cut = new TricklingStream(file[..^1]);

        Assert.Contains("found the end within tensor 'z'", Assert.Throws<InvalidDataException>(
            () => Line.Load(cut, new LoadOptions { AllowUnexpected = true })).Message);
    }

    [Fact]
    public void Missing_tensors_have_the_initial_weights_of_the_seed_if_they_are_allowed()
    {
        Line line = Load(new LoadOptions { AllowMissing = true, Seed = 7 }, ("0.bias", "F32", [2], Others));

        Assert.Equal(new Line(7).GetTensor("0.weight"), line.GetTensor("0.weight"));
        Assert.NotEqual(new Line(0).GetTensor("0.weight"), line.GetTensor("0.weight"));
        Assert.Equal([3, 4], line.GetTensor("0.bias"));
    }

    [Fact]
    public void A_file_without_any_tensor_of_the_network_is_refused_even_then() => Fails(
        new LoadOptions { AllowMissing = true, AllowUnexpected = true },
        "'0.weight' is missing: expected shape [2, 1]",
        ("fc.weight", "F32", [2, 1], Two));

    [Fact]
    public void A_wrong_shape_is_never_allowed_and_named_with_both_names() => Fails(
        new LoadOptions { Prefix = "m", AllowMissing = true, AllowUnexpected = true },
        "'0.weight' ('m.0.weight' in the file): expected shape [2, 1], but found [1, 2]",
        ("m.0.weight", "F32", [1, 2], Two));

    [Theory]
    [InlineData(false, "new LoadOptions { Prefix = \"module.\" }.")]
    [InlineData(true, "new LoadOptions { Prefix = \"module.\", AllowUnexpected = true }.")]
    public void A_common_prefix_in_the_file_is_recognized(bool hasOthers, string option)
    {
        (string, string, int[], byte[])[] tensors = [("module.0.weight", "F32", [2, 1], Two), ("module.0.bias", "F32", [2], Two), ("step", "F32", [2], Two)];

        Fails(
            new LoadOptions(),
            $"In the file, the names of the network begin with 'module.': load it with {option}",
            hasOthers ? tensors : tensors[..2]);
    }

    [Fact]
    public void A_prefix_that_only_the_network_has_is_recognized()
    {
        byte[] file = SafetensorsFile.Of(("0.weight", "F32", [1, 2], Two), ("0.bias", "F32", [1], SafetensorsFile.F32(5)));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => PrefixedLine.Load(new MemoryStream(file)));
        PrefixedLine line = PrefixedLine.Load(new MemoryStream(file), new LoadOptions { Rename = name => "model." + name });

        Assert.EndsWith("load it with new LoadOptions { Rename = name => \"model.\" + name }.", exception.Message);
        Assert.Equal([5], line.GetTensor("model.0.bias"));
    }

    [Fact]
    public void Generic_code_and_files_have_options_too()
    {
        string path = Path.GetTempFileName();
        try
        {
            new NotPrefixed(3).Save(path);
            Assert.Equal(new Prefixed(3).State(), LoadAs<Prefixed>(path, new LoadOptions { Rename = name => "model." + name }).State());
        }
        finally
        {
            File.Delete(path);
        }

        static TNetwork LoadAs<TNetwork>(string path, LoadOptions options)
            where TNetwork : class, INetwork<TNetwork> => TNetwork.Load(path, options);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("options", () => Line.Load(new MemoryStream(), null!));
        Assert.Throws<ArgumentNullException>("value", () => new LoadOptions { Prefix = null! });
    }

    private static Line Load(LoadOptions options, params (string Name, string Type, int[] Shape, byte[] Data)[] tensors) =>
        Line.Load(new MemoryStream(SafetensorsFile.Of(tensors)), options);

    private static void Fails(LoadOptions options, string message, params (string Name, string Type, int[] Shape, byte[] Data)[] tensors) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(options, tensors)).Message);
}
