using FcGen.Tests.Data;

namespace FcGen.Tests.Serialization;

/// <summary>Files of other writers.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], float[]> ReadableNumbers => new()
    {
        { "F32", SafetensorsFile.F32(1.5f, -0.1f), [1.5f, -0.1f] },
        { "F64", SafetensorsFile.F64(1.5, -0.1), [1.5f, -0.1f] },
        { "F64", SafetensorsFile.F64(1 + 1e-9, 1e-300), [1, 0] },
        { "F16", SafetensorsFile.F16((Half)1.5f, (Half)(-0.1f)), [1.5f, -0.099975586f] },
        { "F16", SafetensorsFile.F16(Half.Epsilon, Half.NegativeInfinity), [5.9604645E-08f, float.NegativeInfinity] },
        { "BF16", [0xC0, 0x3F, 0xCD, 0xBD], [1.5f, -0.100097656f] },
    };

    public static TheoryData<string, byte[], float> ReadableCounts => new()
    {
        { "I64", SafetensorsFile.I64(70_000), 70_000 },
        { "I64", SafetensorsFile.I64(1L << 40), 1L << 40 },
        { "I32", SafetensorsFile.I32(70_000), 70_000 },
        { "F32", SafetensorsFile.F32(70_000), 70_000 },
        { "F64", SafetensorsFile.F64(70_000), 70_000 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ReadableNumbers))]
    public void Numbers_of_every_floating_type_become_the_nearest_float(string type, byte[] data, float[] expected)
    {
        byte[] file = SafetensorsFile.Of(("0.weight", type, [2, 1], data), ("0.bias", "F32", [2], SafetensorsFile.F32(3, 4)));

        Line network = Line.Load(_folder.Write("line.safetensors", file));

        Assert.Equal(expected, Tensor(network, "0.weight"));
        Assert.Equal([3, 4], Tensor(network, "0.bias"));
    }

    [Theory]
    [MemberData(nameof(ReadableCounts))]
    public void The_batches_that_a_norm_has_seen_may_be_an_integer(string type, byte[] data, float expected)
    {
        byte[] file = SafetensorsFile.Of(
            ("norm.weight", "F32", [2], SafetensorsFile.F32(1, 2)),
            ("norm.bias", "F32", [2], SafetensorsFile.F32(3, 4)),
            ("norm.running_mean", "F32", [2], SafetensorsFile.F32(5, 6)),
            ("norm.running_var", "F32", [2], SafetensorsFile.F32(7, 8)),
            ("norm.num_batches_tracked", type, [], data));

        Norm network = Norm.Load(new MemoryStream(file));

        Assert.Equal([expected], Tensor(network, "norm.num_batches_tracked"));
        Assert.Equal([7, 8], Tensor(network, "norm.running_var"));
    }

    [Fact]
    public void Tensors_and_entries_may_come_in_any_order_with_any_space_between_them()
    {
        byte[] file = SafetensorsFile.WithHeader(
            """
            { "0.weight" : { "shape" : [ 2 , 1 ] , "data_offsets" : [ 8 , 16 ] , "dtype" : "F32" } ,
              "__metadata__" : { "format" : "pt", "by" : "hand" } ,
              "\u0030.bia\u0073":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  
            """,
            SafetensorsFile.F32(3, 4, 1, 2));

        Line network = Line.Load(new MemoryStream(file));

        Assert.Equal([1, 2], Tensor(network, "0.weight"));
        Assert.Equal([3, 4], Tensor(network, "0.bias"));
    }

    [Fact]
    public void Names_may_be_escaped_or_not()
    {
        byte[] file = SafetensorsFile.Of(
            ("größe \\\"1\\\"\\\\.weight", "F32", [1, 1], SafetensorsFile.F32(3)),
            ("gr\\u00F6\\u00dfe \\u00221\\\"\\\\.bias", "F32", [1], SafetensorsFile.F32(4)));

        StrangeNames network = StrangeNames.Load(new MemoryStream(file));

        Assert.Equal([3], Tensor(network, "größe \"1\"\\.weight"));
        Assert.Equal([4], Tensor(network, "größe \"1\"\\.bias"));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = _folder.Path("none.safetensors");

        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => Line.Load(path));

        Assert.Contains(path, exception.Message);
        Assert.Equal(path, exception.FileName);
        string strange = _folder.Path("no\nne.safetensors");
        Assert.DoesNotContain("\n", Assert.Throws<FileNotFoundException>(() => Line.Load(strange)).Message);
        Assert.Throws<ArgumentException>(() => Line.Load(string.Empty));
        Assert.Throws<ArgumentNullException>(() => Line.Load((Stream)null!));
    }

    [Fact]
    public void A_directory_is_refused()
    {
        string path = Path.GetDirectoryName(_folder.Path("none"))!;

        UnauthorizedAccessException exception = Assert.Throws<UnauthorizedAccessException>(() => Line.Load(path));

        Assert.Equal($"'{path}': expected a safetensors file, but this is a directory.", exception.Message);
    }

    private static float[] Tensor<TNetwork>(TNetwork network, string name)
        where TNetwork : class, INetwork<TNetwork>
    {
        var values = new float[TensorInfo.Find(network.Tensors, name).Length];
        network.GetTensor(name, values);
        return values;
    }
}
