using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FcGen.Fuzz;

/// <summary>The readers that are fuzzed.</summary>
internal static class Targets
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("safetensors", ReadWeights, WeightsSeeds),
        new("csv", ReadCsv, CsvSeeds),
        new("idx", ReadIdx, IdxSeeds),
        new("npy", ReadNpy, NpySeeds),
    ];

    /// <summary>Loads a network, saves it, and loads it again with the same values.</summary>
    private static void ReadWeights(byte[] bytes)
    {
        Network network = Network.Load(new MemoryStream(bytes));
        var saved = new MemoryStream();
        network.Save(saved);
        saved.Position = 0;
        Network again = Network.Load(saved);
        foreach (TensorInfo tensor in network.Tensors)
        {
            float[] first = new float[tensor.Length];
            float[] second = new float[tensor.Length];
            network.GetTensor(tensor.Name, first);
            again.GetTensor(tensor.Name, second);
            Target.Require(first.AsSpan().SequenceEqual(second), $"Tensor '{tensor.Name}' differs after a round trip.");
        }
    }

    /// <summary>Reads samples, writes them as text, and reads them again with the same values. The first byte selects the options.</summary>
    private static void ReadCsv(byte[] bytes)
    {
        byte choice = bytes.Length == 0 ? (byte)0 : bytes[0];
        var options = new CsvOptions
        {
            HasHeader = (choice & 1) != 0,
            Delimiter = (choice & 2) != 0 ? ';' : ',',
            LabelColumn = (choice & 4) != 0 ? 0 : -1,
            TargetColumns = (choice & 8) != 0 ? [-1] : null,
            FirstLabel = 0,
            TextInputs = (choice & 16) != 0,
            MissingValues = (MissingValues)((choice >> 5) & 3),
            DecimalComma = (choice & 128) != 0,
        };
        if (options is { DecimalComma: true, Delimiter: ',' })
        {
            options = options with { DecimalComma = false, FirstLabel = null, TextLabels = true };
        }

        DataSet read = DataSet.FromCsv(new MemoryStream(bytes, Math.Min(1, bytes.Length), Math.Max(bytes.Length - 1, 0)), options);
        var text = new StringBuilder();
        for (int i = 0; i < read.Count; i++)
        {
            foreach (float input in read.GetInput(i))
            {
                text.Append(input.ToString("R", CultureInfo.InvariantCulture)).Append(',');
            }

            text.AppendLine(read.HasLabels ? read.GetLabel(i).ToString(CultureInfo.InvariantCulture) : read.GetTarget(i)[0].ToString("R", CultureInfo.InvariantCulture));
        }

        DataSet again = DataSet.FromCsv(new StringReader(text.ToString()), new CsvOptions { TargetColumns = options.TargetColumns, FirstLabel = 0 });
        RequireSame(read, again);
    }

    /// <summary>Reads images and labels. The first two bytes are the length of the images, and the labels follow the images.</summary>
    private static void ReadIdx(byte[] bytes)
    {
        if (bytes.Length < 2)
        {
            return;
        }

        int images = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(bytes), bytes.Length - 2);
        using var imagesFile = new MemoryFile(bytes.AsSpan(2, images));
        using var labelsFile = new MemoryFile(bytes.AsSpan(2 + images));
        DataSet read = DataSet.FromIdx(imagesFile.Path, labelsFile.Path);
        Target.Require(read.Count > 0 && read.InputSize > 0, "An empty data set was read.");
        for (int i = 0; i < read.Count; i++)
        {
            foreach (float pixel in read.GetInput(i))
            {
                Target.Require(pixel is >= 0 and <= 1, $"A pixel is {pixel}.");
            }
        }
    }

    /// <summary>
    /// Reads arrays. The first two bytes are the length of the inputs, and the labels follow the inputs. Bytes that begin with the magic number
    /// of zip are an archive.
    /// </summary>
    private static void ReadNpy(byte[] bytes)
    {
        if (bytes.Length < 2)
        {
            return;
        }

        DataSet read;
        if (bytes.AsSpan().StartsWith("PK"u8))
        {
            using var archive = new MemoryFile(bytes);
            read = DataSet.FromNpz(archive.Path, "x", "y");
        }
        else
        {
            int inputs = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(bytes), bytes.Length - 2);
            using var inputsFile = new MemoryFile(bytes.AsSpan(2, inputs));
            using var labelsFile = new MemoryFile(bytes.AsSpan(2 + inputs));
            read = DataSet.FromNpy(inputsFile.Path, labelsFile.Path);
        }

        Target.Require(read.Count > 0 && read.InputSize > 0 && read.Labels.Length == read.Count, "An incomplete data set was read.");
        foreach (float input in read.Inputs)
        {
            Target.Require(float.IsFinite(input), $"An input is {input}.");
        }
    }

    private static void RequireSame(DataSet first, DataSet second)
    {
        Target.Require(first.Count == second.Count && first.InputSize == second.InputSize, "The number of samples or inputs differs after a round trip.");
        for (int i = 0; i < first.Count; i++)
        {
            Target.Require(first.GetInput(i).SequenceEqual(second.GetInput(i)), $"The inputs of sample {i} differ after a round trip.");
            Target.Require(
                first.HasLabels ? first.GetLabel(i) == second.GetLabel(i) : first.GetTarget(i).SequenceEqual(second.GetTarget(i)),
                $"The label or target of sample {i} differs after a round trip.");
        }
    }

    private static Dictionary<string, byte[]> WeightsSeeds()
    {
        var saved = new MemoryStream();
        new Network(seed: 1).Save(saved);
        string text = Encoding.Latin1.GetString(saved.ToArray());
        return new()
        {
            ["saved"] = saved.ToArray(),
            ["lfs"] = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"u8.ToArray(),
            ["metadata"] = Header("""{"__metadata__":{"format":"pt"},"0.weight":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]}}""", 12),
            ["escapes"] = Header("""{"a\n\u001b\ud83d\ude00":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}""", 2),
            ["cut"] = saved.ToArray()[..(text.Length / 2)],
        };
    }

    private static byte[] Header(string json, int dataLength)
    {
        byte[] file = new byte[sizeof(ulong) + json.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        Encoding.UTF8.GetBytes(json, file.AsSpan(sizeof(ulong)));
        return file;
    }

    private static Dictionary<string, byte[]> CsvSeeds() => new()
    {
        ["labels"] = "\0001,2,0\n3,4.5,1\n-5e-3,6,2\n"u8.ToArray(),
        ["header"] = "\u0001a,\"b \"\"c\"\" d\",label\n1,2,0\n3,4,1\n"u8.ToArray(),
        ["targets"] = "\u000a1;2;0.5\r\n3; 4 ;\"1.5\"\r\n\r\n"u8.ToArray(),
        ["first"] = "\u00042,1,1\n0,3,4\n"u8.ToArray(),
        ["gzip"] = [0, .. Gzip("1,2,0\n3,4,1\n"u8.ToArray())],
        ["categories"] = "\u0050red,1,0\nblue,?,1\nred,3,0\n"u8.ToArray(),
        ["missing"] = "\u0030sep=;\n1;NA;0\n2;3;1\n\n;;\n"u8.ToArray(),
        ["comma"] = [0x82, .. "# x;y\n1,5;2;0\n2,5;3;1\n"u8],
        ["names"] = [0x80, .. "1,2,a\n3,4,\"b \"\"c\"\"\"\n"u8],
    };

    private static Dictionary<string, byte[]> IdxSeeds()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 255, 1, 2, 3, 4, 5, 6];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];
        return new() { ["plain"] = Pair(images, labels), ["gzip"] = Pair(Gzip(images), Gzip(labels)) };
    }

    private static Dictionary<string, byte[]> NpySeeds()
    {
        byte[] inputs = Array("<f4", "False", "(2, 2)", [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64]);
        byte[] columns = Array("|u1", "True", "(2, 2)", [1, 2, 3, 4]);
        byte[] labels = Array("<i8", "False", "(2,)", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        return new()
        {
            ["plain"] = Pair(inputs, labels),
            ["columns"] = Pair(columns, labels),
            ["gzip"] = Pair(Gzip(inputs), Gzip(labels)),
            ["archive"] = Archive(CompressionLevel.NoCompression, inputs, labels),
            ["compressed"] = Archive(CompressionLevel.Optimal, columns, labels),
        };

        static byte[] Array(string type, string order, string shape, byte[] values)
        {
            string description = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}\n";
            return [0x93, .. "NUMPY"u8, 1, 0, (byte)description.Length, 0, .. Encoding.ASCII.GetBytes(description), .. values];
        }

        static byte[] Archive(CompressionLevel level, byte[] inputs, byte[] labels)
        {
            var stream = new MemoryStream();
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            {
                foreach ((string name, byte[] content) in new[] { ("x.npy", inputs), ("y.npy", labels) })
                {
                    using Stream entry = archive.CreateEntry(name, level).Open();
                    entry.Write(content);
                }
            }

            return stream.ToArray();
        }
    }

    private static byte[] Pair(byte[] images, byte[] labels) => [(byte)images.Length, (byte)(images.Length >> 8), .. images, .. labels];

    private static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
