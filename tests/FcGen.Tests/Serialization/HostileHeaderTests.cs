using System.Text;
using FcGen.Data;

namespace FcGen.Tests.Serialization;

/// <summary>Headers made to take memory or to fill a message: reading stops early, and messages are short.</summary>
public sealed class HostileHeaderTests
{
    private const int Length = 100_000_000;
    private const int MostAllocated = 8 << 20;
    private const int MostShown = 4000;

    /// <summary>The beginning of a header, what is repeated after it, and what is said of it.</summary>
    public static TheoryData<string, string, string> EndlessHeaders => new()
    {
        { "{\"", "a", $"expected names of at most 1024 characters, but the header has a longer one, '{new string('a', 120)}...'" },
        { "{\"", @"\n", "expected names of at most 1024 characters, but the header has a longer one, '" + string.Concat(Enumerable.Repeat(@"\u000A", 120)) + "...'" },
        { "{\"a\":{\"dtype\":\"", "F", $"expected names of at most 1024 characters, but the header has a longer one, '{new string('F', 120)}...'" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1", ",1", "tensor 'a', shape: expected at most 64 integers, but found more" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[", "[", "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '['" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[", "1", "expected an integer from 0 to 2^63 - 1 at position 29 of the header, but found '1'" },
        { "{\"a\":{\"data_offsets\":[0", ",7", "tensor 'a', data_offsets: expected at most 64 integers, but found more" },
        { "{\"a\":", "{\"a\":", "tensor 'a': expected dtype, shape and data_offsets, but found 'a'" },
        { "{\"__metadata__\":{\"k", "k", $"expected names of at most 1024 characters, but the header has a longer one, '{new string('k', 120)}...'" },
    };

    [Theory]
    [MemberData(nameof(EndlessHeaders))]
    public void A_header_that_repeats_one_piece_is_refused_at_once(string start, string repeated, string message)
    {
        string actual = Refuse(Repeating(Length, start, repeated));

        Assert.Equal($"The stream: {message}.", actual);
    }

    [Fact]
    public void Of_very_many_tensors_the_first_are_named()
    {
        string message = Refuse(Listing(
            Length, "{", i => $"\"{i}.{new string('x', 300)}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"));

        Assert.StartsWith("The stream: the tensors do not match the network.\n  '0.xxx", message);
        Assert.EndsWith("' is unexpected: found U8 [0], but the network has no such tensor\n  and at least 994 more", message);
    }

    [Fact]
    public void Very_many_entries_of_metadata_are_refused() => Assert.Equal(
        "The stream: expected at most 10000 entries of __metadata__, but found more.",
        Refuse(Listing(Length, "{\"__metadata__\":{", i => $"\"{i}\":\"\"")));

    [Theory]
    [InlineData("{\"__metadata__\":{\"note\":\"", "größe\\n", "expected the rest of a text at position")]
    [InlineData("{", " \n", "expected '\"' at position")]
    public void Long_metadata_and_space_are_not_kept(string start, string repeated, string message) => Assert.StartsWith(
        $"The stream: {message}", Refuse(Repeating(20_000_000, start, repeated)));

    [Fact]
    public void Long_metadata_is_accepted()
    {
        string note = new('n', 3_000_000);
        byte[] file = SafetensorsFile.WithHeader(
            $$$"""{"__metadata__":{"note":"{{{note}}}"},"0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
            SafetensorsFile.F32(1, 2, 3, 4));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Line network = Line.Load(new MemoryStream(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        var bias = new float[2];
        network.GetTensor("0.bias", bias);
        Assert.Equal([3, 4], bias);
    }

    /// <summary>Loads a network from a header and returns the message. It must cost little memory and be short.</summary>
    private static string Refuse(Stream file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Line.Load(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.InRange(exception.Message.Length, 1, MostShown);
        return exception.Message;
    }

    /// <summary>A file whose header has a start and then one piece again and again.</summary>
    private static GeneratedFile Repeating(int length, string start, string piece)
    {
        byte[] pieces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1000)));
        return new GeneratedFile(length, start, _ => pieces);
    }

    /// <summary>A file whose header has a start and then numbered pieces with commas between them.</summary>
    private static GeneratedFile Listing(int length, string start, Func<int, string> piece) =>
        new(length, start, i => Encoding.UTF8.GetBytes((i == 0 ? string.Empty : ",") + piece(i)));

    /// <summary>A file with a header that is made piece by piece while it is read.</summary>
    private sealed class GeneratedFile(int length, string start, Func<int, byte[]> nextPiece) : ReadOnlyStream
    {
        private byte[] _piece = [.. SafetensorsFile.Length((ulong)length), .. Encoding.UTF8.GetBytes(start)];
        private int _index;
        private int _count;
        private long _left = sizeof(ulong) + length;

        public override int Read(Span<byte> buffer)
        {
            if (_index == _piece.Length)
            {
                _piece = nextPiece(_count++);
                _index = 0;
            }

            int read = (int)Math.Min(Math.Min(buffer.Length, _piece.Length - _index), _left);
            _piece.AsSpan(_index, read).CopyTo(buffer);
            _index += read;
            _left -= read;
            return read;
        }
    }
}
