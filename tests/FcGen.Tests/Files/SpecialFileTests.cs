using System.Net.Sockets;
using FcGen.Files;
using FcGen.Tests.Data;
using FcGen.Tests.Serialization;

namespace FcGen.Tests.Files;

/// <summary>Saving to paths at which something else than a regular file is.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task A_FIFO_receives_the_bytes_and_stays()
    {
        string path = UnixFiles.CreateFifo(_folder.Path("fifo"));
        Task<Line> reading = Task.Run(() => Line.Load(path));

        await Task.Run(() => new Line(3).Save(path)).WaitAsync(TimeLimit);

        Line read = await reading.WaitAsync(TimeLimit);
        Assert.Equal(new Line(3).Parameters.ToArray(), read.Parameters.ToArray());
        AssertUnchanged(path, FileType.Fifo);
    }

    [LinuxFact]
    public void A_character_device_receives_the_bytes_and_stays()
    {
        string device = UnixFiles.NullDevice(_folder.Path("null"));
        string link = _folder.Path("link");
        File.CreateSymbolicLink(link, device);

        new Line().Save(device);
        new Line().Save(link);
        StreamedDataSet.Write(device, new DataSet([1f], [0]));

        Assert.Equal(FileType.CharacterDevice, FileStatus.Of(device).Type);
        Assert.Equal(device, new FileInfo(link).LinkTarget);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path("")), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [LinuxFact]
    public void A_full_device_is_named()
    {
        var failure = Assert.Throws<IOException>(() => new Line().Save("/dev/full"));

        Assert.Contains("'/dev/full'", failure.Message);
        Assert.Equal(FileType.CharacterDevice, FileStatus.Of("/dev/full").Type);
    }

    [LinuxFact]
    public void A_socket_is_refused_and_stays()
    {
        string path = _folder.Path("socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        AssertRefused(path, "expected a file, but it is a socket");

        AssertUnchanged(path, FileType.Socket);
    }

    [LinuxFact]
    public void A_descriptor_is_written_through()
    {
        string path = _folder.Write("line.safetensors", "old");
        using FileStream file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        new Line(3).Save($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");

        // The file that is open has the content, not one that took its name.
        Assert.Equal(new FileInfo(path).Length, file.Length);
        Assert.Equal(new Line(3).Parameters.ToArray(), Line.Load(path).Parameters.ToArray());
    }

    [Fact]
    public void A_folder_is_refused()
    {
        string path = _folder.Path("folder");
        Directory.CreateDirectory(path);

        AssertRefused(path, "expected a file, but it is a folder");
        AssertRefused($"{path}{Path.DirectorySeparatorChar}", "the path ends with a separator");
        AssertRefused(_folder.Path($"missing{Path.DirectorySeparatorChar}"), "the path ends with a separator");
        AssertRefused(".", "it is a folder");
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path("")));
    }

    [Fact]
    public void A_file_in_place_of_a_folder_is_named()
    {
        string file = _folder.Write("file", "old");

        var failure = Assert.Throws<DirectoryNotFoundException>(() => new Line().Save(Path.Combine(file, "line.safetensors")));

        Assert.EndsWith($"there is no folder '{file}'.", failure.Message);
    }

    [LinuxFact]
    public async Task Rows_that_could_not_be_read_again_are_not_written()
    {
        string fifo = UnixFiles.CreateFifo(_folder.Path("fifo"));
        string device = UnixFiles.NullDevice(_folder.Path("null"));
        string csv = _folder.Write("csv", "1,0\n");

        await Task.Run(() =>
        {
            Assert.Contains("is a FIFO", Assert.Throws<IOException>(() => StreamedDataSet.ConvertCsv(csv, fifo)).Message);
            Assert.Contains("is a character device", Assert.Throws<IOException>(() => StreamedDataSet.ConvertCsv(csv, device)).Message);
            Assert.Contains("is a FIFO", Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenRows(fifo, 1, 1)).Message);
            Assert.Contains("is a FIFO", Assert.Throws<InvalidDataException>(() => StreamedDataSet.OpenIdx(fifo, fifo)).Message);
        }).WaitAsync(TimeLimit);
    }

    private static void AssertRefused(string path, string reason)
    {
        var failure = Assert.Throws<IOException>(() => new Line().Save(path));

        Assert.Contains($"'{path}' cannot be written", failure.Message);
        Assert.Contains(reason, failure.Message);
    }

    private void AssertUnchanged(string path, FileType type)
    {
        Assert.Equal(type, FileStatus.Of(path).Type);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path("")));
    }
}
