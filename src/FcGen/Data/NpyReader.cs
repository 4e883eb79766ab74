using System.IO.Compression;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Reads arrays of NumPy into memory: two .npy files, or two arrays of an .npz archive.</summary>
internal static class NpyReader
{
    public static DataSet Read(string inputsPath, string otherPath, bool hasLabels)
    {
        using var inputs = DataFile.Open(inputsPath);
        using var other = DataFile.Open(otherPath);
        return Read(inputs, other, hasLabels);
    }

    public static DataSet ReadArchive(string path, string inputsName, string otherName, bool hasLabels)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputsName);
        ArgumentException.ThrowIfNullOrEmpty(otherName);
        DataFile.CheckExists(path);
        using FileStream file = File.OpenRead(path);
        string source = MessageText.Path(path);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            using Stream inputs = OpenArray(archive, inputsName, source);
            using var inputsFile = DataFile.Of(inputs, Describe(source, inputsName));

            // Read one after the other: both streams share the position of the file.
            NpyHeader inputsHeader = NpyHeader.Read(inputsFile);
            float[] values = ReadInputs(inputsFile, inputsHeader);
            using Stream other = OpenArray(archive, otherName, source);
            using var otherFile = DataFile.Of(other, Describe(source, otherName));
            return Combine(values, inputsHeader, inputsFile.Source, otherFile, hasLabels);
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw NotAnArchive(file, source, exception);
        }
        catch (Exception exception) when (exception is EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw NotAnArchive(file, source, exception);
        }
    }

    private static DataSet Read(DataFile inputs, DataFile other, bool hasLabels)
    {
        NpyHeader header = NpyHeader.Read(inputs);
        return Combine(ReadInputs(inputs, header), header, inputs.Source, other, hasLabels);
    }

    private static float[] ReadInputs(DataFile file, NpyHeader header) =>
        header.ToRowMajor(ValueReader.Read<float>(file, header.ValueCount, header.Size, header.ToFloats));

    private static DataSet Combine(float[] inputs, NpyHeader inputsHeader, string inputsSource, DataFile other, bool hasLabels)
    {
        NpyHeader header = NpyHeader.Read(other);
        if (header.Count != inputsHeader.Count)
        {
            throw new InvalidDataException(
                $"{other.Source}: expected {inputsHeader.Count} {(hasLabels ? "labels" : "rows of targets")}, one for each row of {inputsSource}, "
                + $"but found {header.Count}.");
        }

        if (!hasLabels)
        {
            return new DataSet(inputs, [], ReadInputs(other, header), header.Count);
        }

        return header.ValuesPerItem == 1
            ? new DataSet(inputs, ValueReader.Read<int>(other, header.Count, header.Size, header.ToLabels), [], header.Count)
            : throw new InvalidDataException(
                $"{other.Source}: expected one label per sample, [{header.Count}], but the shape is {header.DescribeShape()}. "
                + $"{nameof(DataSet.FromNpyWithTargets)} and {nameof(DataSet.FromNpzWithTargets)} read rows of targets.");
    }

    private static string Describe(string source, string name) => $"{source}, array {MessageText.Name(name)}";

    private static Crc32Stream OpenArray(ZipArchive archive, string name, string source)
    {
        const int Shown = 10;
        const string Extension = ".npy";
        ZipArchiveEntry entry = archive.GetEntry(name + Extension) ?? throw new InvalidDataException(
            $"{source}: expected an array {MessageText.Name(name)}, but the archive contains {List()}.");
        return new Crc32Stream(entry.Open(), entry.Crc32, Describe(source, name));

        string List()
        {
            string[] names = [.. archive.Entries.Select(known => known.FullName).Where(known => known.EndsWith(Extension, StringComparison.Ordinal))];
            return names.Length == 0
                ? "no arrays"
                : MessageText.Few([.. names.Take(Shown).Select(known => MessageText.Name(known[..^Extension.Length]))], names.Length, ", ");
        }
    }

    private static InvalidDataException NotAnArchive(FileStream file, string source, Exception exception)
    {
        file.Position = 0;
        var start = new byte[FileFormat.StartLength];
        int found = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool isZip = start.AsSpan().StartsWith("PK"u8);
        return !isZip && FileFormat.Recognize(start[..found], found) is { } format
            ? new InvalidDataException($"{source}: {format.InsteadOfData("an archive of NumPy arrays (.npz)")}.", exception)
            : new InvalidDataException($"{source}: the zip archive is damaged. {MessageText.Escape(exception.Message)}", exception);
    }
}
