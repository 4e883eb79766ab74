using FcGen.Serialization;
using FcGen.Tests.Data;

namespace FcGen.Tests.Serialization;

/// <summary>Files that are no sound safetensors are refused as a whole, with what was expected and what was found.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const string Weight = """
        "0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}
        """;

    private const string Bias = """
        "0.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}
        """;

    private static readonly byte[] Data = SafetensorsFile.F32(1, 2, 3, 4);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Headers before 16 bytes of data, and what is said of them.</summary>
    public static TheoryData<string, string> DamagedHeaders => new()
    {
        { string.Empty, "the header does not begin with '{', so this is not a safetensors file" },
        { $" {{{Weight},{Bias}}}", "the header does not begin with '{', so this is not a safetensors file" },
        { "[]", "the header does not begin with '{', so this is not a safetensors file" },
        { "{", "expected '\"' at position 1 of the header, but found its end" },
        { $"{{{Weight},}}", "expected '\"' at position 63 of the header, but found '}'" },
        { $"{{{Weight} {Bias}}}", "expected '}' at position 63 of the header, but found '\"'" },
        { $"{{{Weight},{Bias}}} {{}}", "expected its end at position 123 of the header, but found '{'" },
        { """{"a" 1}""", "expected ':' at position 5 of the header, but found '1'" },
        { """{"a":1}""", "tensor 'a': expected an object at position 5 of the header, but found a number" },
        { """{"a":null}""", "tensor 'a': expected an object at position 5 of the header, but found null" },
        { """{"a":[]}""", "tensor 'a': expected an object at position 5 of the header, but found an array" },
        { """{"a":""", "tensor 'a': expected an object at position 5 of the header, but found its end" },
        { "{\"a\":\u001b", "tensor 'a': expected an object at position 5 of the header, but found '\\u001B'" },
        { """{"a""", "expected the rest of a text at position 3 of the header, but found its end" },
        { "{\"a\nb\":{}}", "expected the rest of a text at position 3 of the header, but found '\\u000A'" },
        { """{"\x":{}}""", "expected a JSON escape sequence at position 3 of the header, but found 'x'" },
        { """{"\u12g4":{}}""", "expected a JSON escape sequence at position 3 of the header, but found 'u'" },
        { """{"\ud800":{}}""", "the header has an unpaired surrogate in the text that ends at position 9" },
        { """{"\udc00\ud800":{}}""", "the header has an unpaired surrogate in the text that ends at position 15" },
        { $"{{{Weight},{Weight}}}", "the header has the name '0.weight' twice" },
        { $"{{{Weight},{Bias},{Weight}}}", "the header has the name '0.weight' twice" },
        { """{"__metadata__":{"a":"b","a":"c"}}""", "the header has the name 'a' twice" },
        { """{"__metadata__":{"epoch":3}}""", "metadata 'epoch': expected a string at position 25 of the header, but found a number" },
        { """{"__metadata__":{"lr":-3e-4}}""", "metadata 'lr': expected a string at position 22 of the header, but found a number" },
        { """{"__metadata__":{"best": true}}""", "metadata 'best': expected a string at position 25 of the header, but found true" },
        { """{"__metadata__":{"format":null}}""", "metadata 'format': expected a string at position 26 of the header, but found null" },
        { """{"__metadata__":{"config":{}}}""", "metadata 'config': expected a string at position 26 of the header, but found an object" },
        { """{"__metadata__":{"line\nfeed":[]}}""", "metadata 'line\\u000Afeed': expected a string at position 30 of the header, but found an array" },
        { """{"__metadata__":[]}""", "__metadata__: expected an object at position 16 of the header, but found an array" },
        { """{"__metadata__":"pt"}""", "__metadata__: expected an object at position 16 of the header, but found a string" },
        { """{"a":{"dtype":32}}""", "tensor 'a', dtype: expected a string at position 14 of the header, but found a number" },
        { """{"a":{"shape":4}}""", "tensor 'a', shape: expected an array at position 14 of the header, but found a number" },
        { """{"a":{"data_offsets":"0,16"}}""", "tensor 'a', data_offsets: expected an array at position 21 of the header, but found a string" },
        { """{"a":{"shape":["4"]}}""", "expected an integer from 0 to 2^63 - 1 at position 15 of the header, but found '\"'" },
        { """{"a":{"dtype":"F32","dtype":"F32"}}""", "the header has the name 'dtype' twice" },
        { """{"a":{"shape":[4],"data_offsets":[0,16]}}""", "tensor 'a': expected dtype, shape and data_offsets, but dtype is missing" },
        { """{"a":{"dtype":"F32","data_offsets":[0,16]}}""", "tensor 'a': expected dtype, shape and data_offsets, but shape is missing" },
        { """{"a":{"dtype":"F32","shape":[4]}}""", "tensor 'a': expected dtype, shape and data_offsets, but data_offsets is missing" },
        { """{"a":{"strides":[4]}}""", "tensor 'a': expected dtype, shape and data_offsets, but found 'strides'" },
        { One("F31", "4", "0,16"), $"tensor 'a': expected one of the dtypes F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, C64, F8_E4M3, F8_E5M2, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, F6_E2M3, F6_E3M2, F4, but found 'F31'" },
        { One("F32", "-4", "0,16"), "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '-'" },
        { One("F32", "4.0", "0,16"), "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '4'" },
        { One("F32", "04", "0,16"), "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '0'" },
        { One("F32", "9223372036854775808", "0,16"), "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '9'" },
        { One("F32", "4", "0"), "tensor 'a': expected data_offsets of a begin and an end, but found [0]" },
        { One("F32", "1,1,1,1,1,1,1,1,5", "0,16"), "tensor 'a': F32 [1, 1, 1, 1, 1, 1, 1, 1, ...] takes 20 bytes, but its data_offsets are 0 and 16" },
        { One("F\\n32", "4", "0,16"), $"tensor 'a': expected one of the dtypes {SafetensorsTypes.List}, but found 'F\\u000A32'" },
        { """{"a\u001b[31m":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}}""", "tensor 'a\\u001B[31m': F32 [5] takes 20 bytes, but its data_offsets are 0 and 16" },
        { """{"a":{"s\ntrides":[4]}}""", "tensor 'a': expected dtype, shape and data_offsets, but found 's\\u000Atrides'" },
        { One("F32", "4", "0,16,16"), "tensor 'a': expected data_offsets of a begin and an end, but found [0, 16, 16]" },
        { One("F32", "4", "16,0"), "tensor 'a': expected data_offsets of a begin and an end, but found [16, 0]" },
        { One("F32", "5", "0,16"), "tensor 'a': F32 [5] takes 20 bytes, but its data_offsets are 0 and 16" },
        { One("F16", "2,2", "0,16"), "tensor 'a': F16 [2, 2] takes 8 bytes, but its data_offsets are 0 and 16" },
        { One("F4", "3", "0,2"), "tensor 'a': F4 [3] takes 12 bits, but its data_offsets are 0 and 2" },
        { One("F32", "4611686018427387904,4", "0,16"), "tensor 'a': F32 [4611686018427387904, 4] has more than 2^63 - 1 bits" },
        { One("F32", "4", "4,20"), "tensor 'a': expected its data to begin at 0, the end of the previous data, but it begins at 4" },
        { $"{{{Weight},{Bias.Replace("8,16", "4,12")}}}", "tensor '0.bias': expected its data to begin at 8, the end of the previous data, but it begins at 4" },
        { $"{{{Weight},{Bias.Replace("8,16", "12,20")}}}", "tensor '0.bias': expected its data to begin at 8, the end of the previous data, but it begins at 12" },
        { $"{{{Weight}}}", "expected 8 bytes of data after the header, but found 16" },
        { "{}", "expected 0 bytes of data after the header, but found 16" },
        { One("F32", "5", "0,20"), "expected 20 bytes of data after the header, but found 16" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(DamagedHeaders))]
    public void A_damaged_header_is_refused(string header, string message) => IsRefused(SafetensorsFile.WithHeader(header, Data), message);

    [Fact]
    public void The_header_of_these_tests_would_be_accepted_undamaged() =>
        Line.Load(_folder.Write("line.safetensors", SafetensorsFile.WithHeader($"{{{Weight},{Bias}}}", Data)));

    [Fact]
    public void An_empty_file_is_refused() => IsRefused([], "expected a safetensors file, but this looks like an empty file");

    [Fact]
    public void A_file_that_is_cut_within_the_length_of_the_header_is_refused() =>
        IsRefused(SafetensorsFile.Length(20)[..5], "expected the length of a header of 8 bytes, but found the end after 5");

    [Fact]
    public void A_header_longer_than_the_file_is_refused() =>
        IsRefused([.. SafetensorsFile.Length(20), .. "{}"u8], "expected a header of 20 bytes, but found the end after 2");

    [Fact]
    public void A_header_of_more_than_100_MB_is_refused() =>
        IsRefused([.. SafetensorsFile.Length(100_000_001), .. "{}"u8], "expected a header of at most 100000000 bytes, but its length is given as 100000001");

    [Fact]
    public void A_length_beyond_63_bits_is_refused() =>
        IsRefused([.. SafetensorsFile.Length(ulong.MaxValue), .. "{}"u8], "expected a header of at most 100000000 bytes, but its length is given as 18446744073709551615");

    [Fact]
    public void A_header_that_is_not_UTF8_is_refused() =>
        IsRefused([.. SafetensorsFile.Length(4), (byte)'{', (byte)'"', 0xFF, (byte)'"'], "the header is not UTF-8");

    [Fact]
    public void A_stream_that_is_cut_within_the_data_is_refused()
    {
        byte[] file = SafetensorsFile.WithHeader($"{{{Weight},{Bias}}}", Data);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(new TricklingStream(file[..^1])));

        Assert.Equal("The stream: expected 16 bytes of data after the header, but found the end within tensor '0.bias'.", exception.Message);
    }

    [Fact]
    public void A_stream_that_goes_on_after_the_data_is_refused()
    {
        byte[] file = [.. SafetensorsFile.WithHeader($"{{{Weight},{Bias}}}", Data), 0];

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(new TricklingStream(file)));

        Assert.Equal("The stream: expected the end after 16 bytes of data, but found more.", exception.Message);
    }

    [Fact]
    public void A_refused_file_is_closed()
    {
        string path = _folder.Write("line.safetensors", "no tensors here");
        Assert.Throws<InvalidDataException>(() => Line.Load(path));

        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(exclusive));
        Assert.StartsWith($"'{path}': ", exception.Message);
    }

    [Fact]
    public void Any_cut_of_a_saved_file_is_refused()
    {
        var file = new MemoryStream();
        new Line(1).Save(file);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file.ToArray()[..length];
            Assert.Throws<InvalidDataException>(() => Line.Load(new MemoryStream(cut)));
            Assert.Throws<InvalidDataException>(() => Line.Load(new TricklingStream(cut)));
        }
    }

    private static string One(string type, string shape, string offsets) =>
        $$$"""{"a":{"dtype":"{{{type}}}","shape":[{{{shape}}}],"data_offsets":[{{{offsets}}}]}}""";

    private void IsRefused(byte[] file, string message)
    {
        string path = _folder.Write("line.safetensors", file);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(path));

        Assert.Equal($"'{path}': {message}.", exception.Message);
    }
}
