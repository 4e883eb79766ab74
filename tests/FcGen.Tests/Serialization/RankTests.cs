using FcGen.Runtime;
using FcGen.Serialization;

namespace FcGen.Tests.Serialization;

/// <summary>Files with tensors of every rank.</summary>
public class RankTests
{
    private const int BuffersOffset = 96;

    private static readonly TensorInfo[] Tensors =
    [
        new("scale", TensorKind.Parameter, [], 0, []),
        new("bias", TensorKind.Parameter, [3], 8, [1]),
        new("signal.weight", TensorKind.Parameter, [2, 1, 3], 16, [1, 8, 4]),
        new("image.weight", TensorKind.Parameter, [2, 1, 2, 3], 32, [1, 8, 12, 4]),
        new("flat.weight", TensorKind.Parameter, [2, 6], 64, [2, 3, 2], [1, 2, 8]),
        new("mean", TensorKind.Buffer, [2, 2], 0, [2, 1]),
    ];

    [Fact]
    public void Tensors_of_rank_0_to_4_are_read_from_other_writers()
    {
        AlignedBuffer state = new(BuffersOffset + 8);

        Read(
            state,
            ("scale", "F32", [], Floats(1)),
            ("bias", "F64", [3], SafetensorsFile.F64(1, 2, 3)),
            ("signal.weight", "F32", [2, 1, 3], Floats(6)),
            ("image.weight", "F32", [2, 1, 2, 3], Floats(12)),
            ("flat.weight", "F32", [2, 6], Floats(12)),
            ("mean", "F32", [2, 2], Floats(4)));

        Assert.All(Tensors, tensor => Assert.Equal(Enumerable.Range(1, tensor.Length).Select(i => (float)i), Unpack(tensor, state)));
        Assert.Equal(Tensors.Sum(tensor => tensor.Length), state.Span.ToArray().Count(value => value != 0));
    }

    [Fact]
    public void Tensors_of_rank_0_to_4_are_the_same_after_a_round_trip()
    {
        AlignedBuffer saved = new(BuffersOffset + 8);
        AlignedBuffer loaded = new(BuffersOffset + 8);
        var random = new Random(1);
        foreach (TensorInfo tensor in Tensors)
        {
            float[] values = [.. Enumerable.Range(0, tensor.Length).Select(_ => random.NextSingle())];
            tensor.Pack(values, tensor.Kind == TensorKind.Buffer ? saved.Span[BuffersOffset..] : saved.Span);
        }

        using var file = new MemoryStream();
        WeightsWriter.Save(file, Tensors, saved, BuffersOffset);
        file.Position = 0;
        using var reader = new WeightsReader(file);
        reader.Read(Tensors, loaded, BuffersOffset);

        Assert.Equal(saved.Span, loaded.Span);
        Assert.Contains("\"image.weight\":{\"dtype\":\"F32\",\"shape\":[2,1,2,3],", System.Text.Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public void Shapes_of_every_rank_are_named_beside_those_expected()
    {
        AlignedBuffer state = new(BuffersOffset + 8);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(
            state,
            ("scale", "F32", [1], Floats(1)),
            ("bias", "F32", [3, 1], Floats(3)),
            ("signal.weight", "F32", [2, 3], Floats(6)),
            ("image.weight", "F32", [2, 1, 3, 2], Floats(12)),
            ("flat.weight", "F32", [2, 3, 2, 1, 1], Floats(12)),
            ("mean", "F32", [2, 2], Floats(4))));

        Assert.Equal(
            """
            The stream: the tensors do not match the network.
              'scale': expected shape [], but found [1]
              'bias': expected shape [3], but found [3, 1]
              'signal.weight': expected shape [2, 1, 3], but found [2, 3]
              'image.weight': expected shape [2, 1, 2, 3], but found [2, 1, 3, 2]
              'flat.weight': expected shape [2, 6], but found [2, 3, 2, 1, 1]
            """,
            exception.Message);
    }

    private static void Read(AlignedBuffer state, params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        using var reader = new WeightsReader(new MemoryStream(SafetensorsFile.Of(tensors)));
        reader.Read(Tensors, state, BuffersOffset);
    }

    private static float[] Unpack(TensorInfo tensor, AlignedBuffer state)
    {
        float[] values = new float[tensor.Length];
        tensor.Unpack(tensor.Kind == TensorKind.Buffer ? state.Span[BuffersOffset..] : state.Span, values);
        return values;
    }

    private static byte[] Floats(int count) => SafetensorsFile.F32([.. Enumerable.Range(1, count).Select(i => (float)i)]);
}
