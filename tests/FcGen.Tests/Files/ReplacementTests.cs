using System.Runtime.Versioning;
using FcGen.Files;
using FcGen.Tests.Data;
using FcGen.Tests.Serialization;

namespace FcGen.Tests.Files;

/// <summary>Replacing a file preserves its properties; failures leave the file unchanged and report the reason.</summary>
public sealed class ReplacementTests : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_read_only_file_is_refused_for_root_too()
    {
        string path = _folder.Write("line.safetensors", "old");
        string csv = _folder.Write("csv", "1,0\n");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        try
        {
            AssertRefused(() => new Line().Save(path));
            AssertRefused(() => StreamedDataSet.Write(path, new DataSet([1f], [0])));
            AssertRefused(() => StreamedDataSet.ConvertCsv(csv, path));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Path("")).Count());
        }
        finally
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }

        void AssertRefused(Action save) => Assert.Equal(
            $"'{path}' cannot be written: the file is read-only.", Assert.Throws<UnauthorizedAccessException>(save).Message);
    }

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public void The_unfinished_file_has_the_permissions_of_the_one_that_it_replaces()
    {
        string secret = _folder.Write("secret", "old");
        string shared = _folder.Write("shared", "old");
        const UnixFileMode Shared = OnlyOwner | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(secret, OnlyOwner);
        File.SetUnixFileMode(shared, Shared);

        Assert.Equal(OnlyOwner, ModeWhileWriting(secret));
        Assert.Equal(Shared, ModeWhileWriting(shared));
        Assert.Equal(File.GetUnixFileMode(_folder.Write("usual", "")), ModeWhileWriting(_folder.Path("new")));

        static UnixFileMode ModeWhileWriting(string path)
        {
            UnixFileMode? mode = null;
            AtomicFile.Write(path, file => mode = File.GetUnixFileMode(file.Name));
            Assert.Equal(mode, File.GetUnixFileMode(path));
            return mode!.Value;
        }
    }

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public void The_owner_and_the_group_of_a_file_stay()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        string path = _folder.Write("line.safetensors", "old");
        Assert.Equal(0, UnixFiles.Run("chown", "12345:54321", path));
        File.SetUnixFileMode(path, OnlyOwner | UnixFileMode.GroupRead);
        FileOwner? ownerWhileWriting = null;

        AtomicFile.Write(path, file => ownerWhileWriting = FileStatus.Of(file.Name).Owner);

        Assert.Equal(new FileOwner(12345, 54321), ownerWhileWriting);
        Assert.Equal(new FileOwner(12345, 54321), FileStatus.Of(path).Owner);
        Assert.Equal(OnlyOwner | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Other_hard_links_keep_the_old_content()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = _folder.Write("line.safetensors", "old");
        string other = _folder.Path("other");
        Assert.Equal(0, UnixFiles.Run("ln", path, other));

        new Line(3).Save(path);

        Assert.Equal("old", File.ReadAllText(other));
        Assert.Equal(new Line(3).Parameters.ToArray(), Line.Load(path).Parameters.ToArray());
    }

    [LinuxFact]
    public void Links_lead_where_the_kernel_says()
    {
        // here/link -> ../line is real/line for the kernel, though the path reads as if it were beside "here".
        Directory.CreateDirectory(_folder.Path("real/deep"));
        File.CreateSymbolicLink(_folder.Path("here"), "real/deep");
        File.CreateSymbolicLink(_folder.Path("real/deep/link"), "../line");
        File.CreateSymbolicLink(_folder.Path("again"), "./here//link");

        new Line(3).Save(_folder.Path("here/link"));
        Assert.Equal(new Line(3).Parameters.ToArray(), Line.Load(_folder.Path("real/line")).Parameters.ToArray());

        new Line(4).Save(_folder.Path("again"));
        Assert.Equal(new Line(4).Parameters.ToArray(), Line.Load(_folder.Path("here/link")).Parameters.ToArray());
        Assert.Equal("../line", new FileInfo(_folder.Path("real/deep/link")).LinkTarget);
        Assert.Equal([_folder.Path("real/line")], Directory.EnumerateFiles(_folder.Path("real")));
    }

    [LinuxFact]
    public void A_link_to_nothing_creates_what_it_names()
    {
        File.CreateSymbolicLink(_folder.Path("link"), _folder.Path("target"));
        File.CreateSymbolicLink(_folder.Path("astray"), "missing/target");

        new Line(3).Save(_folder.Path("link"));

        Assert.Equal(_folder.Path("target"), new FileInfo(_folder.Path("link")).LinkTarget);
        Assert.Equal(new Line(3).Parameters.ToArray(), Line.Load(_folder.Path("target")).Parameters.ToArray());
        Assert.Equal(
            $"'{_folder.Path("astray")}' cannot be written: there is no folder '{_folder.Path("missing")}'.",
            Assert.Throws<DirectoryNotFoundException>(() => new Line().Save(_folder.Path("astray"))).Message);
    }

    [LinuxFact]
    public void Links_in_a_circle_are_refused()
    {
        string path = _folder.Path("a");
        File.CreateSymbolicLink(path, "b");
        File.CreateSymbolicLink(_folder.Path("b"), "a");

        var failure = Assert.Throws<IOException>(() => new Line().Save(path));

        Assert.Contains($"'{path}'", failure.Message);
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Path("")).Count());
    }

    [LinuxFact]
    public void A_name_that_is_too_long_is_refused_before_anything_is_written()
    {
        foreach (string name in (string[])[new string('n', 256), new string('é', 128)])
        {
            bool written = false;

            var failure = Assert.Throws<PathTooLongException>(() => AtomicFile.Write(_folder.Path(name), _ => written = true));

            Assert.Contains($"'{_folder.Path(name)}'", failure.Message);
            Assert.False(written);
        }
    }

    [LinuxFact]
    public void The_longest_names_are_written()
    {
        string pairs = string.Concat(Enumerable.Repeat("😀", 63));
        foreach (string name in (string[])[new string('é', 127), pairs, "*", "line\n.safetensors", " ", "-"])
        {
            new Line(3).Save(_folder.Path(name));

            Assert.Equal([_folder.Path(name)], Directory.EnumerateFileSystemEntries(_folder.Path("")));
            File.Delete(_folder.Path(name));
        }
    }

    [Fact]
    public void A_failure_names_the_path_that_the_caller_gave()
    {
        string path = _folder.Path("line.safetensors");
        const int DiskFull = 28;

        // As .NET words it, with the file that is written.
        var failure = Assert.Throws<IOException>(() => AtomicFile.Write(
            path, file => throw new IOException($"No space left on device : '{file.Name}'", DiskFull)));

        Assert.Equal($"No space left on device : '{path}'", failure.Message);
        Assert.Equal(DiskFull, failure.HResult);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("")));
    }

    [Fact]
    public void A_failure_of_the_caller_passes_as_it_is()
    {
        var failure = new IOException("The source cannot be read.");

        Assert.Same(failure, Assert.Throws<IOException>(() => AtomicFile.Write(_folder.Path("file"), _ => throw failure)));
    }

    [LinuxFact]
    public void A_folder_without_room_for_the_file_is_left_as_it_was()
    {
        // Only root may mount a small file system, and not everywhere.
        string disk = Directory.CreateDirectory(_folder.Path("disk")).FullName;
        if (UnixFiles.Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk) != 0)
        {
            return;
        }

        try
        {
            string path = Path.Combine(disk, "file");
            File.WriteAllText(path, "old");

            var failure = Assert.Throws<IOException>(() => new SeveralBlocks().Save(path));

            Assert.Contains($"'{path}'", failure.Message);
            Assert.DoesNotContain(".tmp", failure.ToString());
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(disk));
            Assert.Equal("old", File.ReadAllText(path));
        }
        finally
        {
            Assert.Equal(0, UnixFiles.Run("umount", disk));
        }
    }

    [Fact]
    public void Unfinished_files_of_the_dead_go_and_all_others_stay()
    {
        string path = _folder.Path("line.safetensors");
        string abandoned = _folder.Write(Path.GetFileName(TemporaryNames.Create(path)), "half");
        string living = TemporaryNames.Create(path);
        string[] others =
        [
            living,
            _folder.Write(Path.GetFileName(TemporaryNames.Create(_folder.Path("line"))), "of another target"),
            _folder.Write(Path.GetFileName(TemporaryNames.Create(_folder.Path("line.safetensors.gz"))), "of another target"),
            _folder.Write(".line.safetensors.fcgen-1234-0123456x.tmp", "no number"),
            _folder.Write(".line.safetensors.fcgen-12a4-01234567.tmp", "no process"),
            _folder.Write(".line.safetensors.fcgen-1234-01234567.bak", "a copy"),
            _folder.Write("line.safetensors.tmp", "the user's"),
        ];
        using var writer = new FileStream(living, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

        new Line().Save(path);

        Assert.False(File.Exists(abandoned));
        Assert.Equal(others.Append(path).Order(), Directory.EnumerateFileSystemEntries(_folder.Path("")).Order());
    }

    [LinuxFact]
    public async Task A_FIFO_or_a_link_with_the_name_of_an_unfinished_file_is_left_alone()
    {
        string path = _folder.Path("line.safetensors");
        string fifo = UnixFiles.CreateFifo(TemporaryNames.Create(path));
        string link = TemporaryNames.Create(path);
        File.CreateSymbolicLink(link, _folder.Write("precious", "old"));

        await Task.Run(() => new Line().Save(path)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            new[] { path, fifo, link, _folder.Path("precious") }.Order(), Directory.EnumerateFileSystemEntries(_folder.Path("")).Order());
    }

    [Fact]
    public void Unfinished_files_of_a_target_with_a_long_name_go_too()
    {
        string path = _folder.Path(new string('n', 255));
        File.WriteAllText(TemporaryNames.Create(path), "half");

        new Line().Save(path);

        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path("")));
    }

    [Fact]
    public void Several_threads_may_save_to_one_path_while_others_load()
    {
        string path = _folder.Path("line.safetensors");
        new Line(0).Save(path);

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (i % 2 == 0)
            {
                new Line(i % 8).Save(path);
            }
            else if (!OperatingSystem.IsWindows())
            {
                // Windows does not replace a file that is open.
                Line.Load(path);
            }
        });

        float[] last = Line.Load(path).Parameters.ToArray();
        Assert.Contains(Enumerable.Range(0, 8), seed => new Line(seed).Parameters.SequenceEqual(last));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path("")));
    }
}
