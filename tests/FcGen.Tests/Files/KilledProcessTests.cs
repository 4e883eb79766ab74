using System.Diagnostics;
using FcGen.Tests.Data;
using FcGen.Tests.Numerics;

namespace FcGen.Tests.Files;

/// <summary>Processes that are killed while they save.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const string PathVariable = "FCGEN_TEST_SAVE_PATH";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_a_kill_the_file_is_the_old_or_the_new_one_and_the_next_save_removes_what_was_left() => KillAndSave(20);

    [SlowTheory]
    [InlineData(200)]
    public void After_many_kills_too(int kills) => KillAndSave(kills);

    private void KillAndSave(int kills)
    {
        string path = _folder.Path("wide.safetensors");
        Wide[] networks = [new(0), new(1)];
        byte[][] contents = [.. networks.Select(Bytes)];
        var random = new Random(1);
        int left = 0;
        for (int i = 0; i < kills; i++)
        {
            using (Process process = StartSaving(path))
            {
                // It has saved once, and continues.
                Assert.Equal("saved", process.StandardOutput.ReadLine());
                Thread.Sleep(random.Next(20));
                process.Kill();
                process.WaitForExit();
            }

            byte[] found = File.ReadAllBytes(path);
            Assert.Contains(contents, content => content.AsSpan().SequenceEqual(found));
            left += Directory.GetFileSystemEntries(_folder.Path("")).Length - 1;

            networks[0].Save(path);

            Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path("")));
        }

        Assert.True(left > 0, $"None of {kills} kills interrupted a write.");
    }

    private static byte[] Bytes(Wide network)
    {
        var bytes = new MemoryStream();
        network.Save(bytes);
        return bytes.ToArray();
    }

    private static Process StartSaving(string path) =>
        Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(KilledProcessTests).Assembly.Location, typeof(KilledProcessTests).FullName!, nameof(SaveForever)])
        {
            RedirectStandardOutput = true,
            Environment = { [PathVariable] = path },
        })!;

    /// <summary>The child process: saves two networks in turn until it is killed. After the first one it writes a line.</summary>
    private static void SaveForever()
    {
        string path = Environment.GetEnvironmentVariable(PathVariable)!;
        Wide[] networks = [new(0), new(1)];
        networks[0].Save(path);
        Console.WriteLine("saved");
        for (int i = 1; ; i++)
        {
            networks[i % 2].Save(path);
        }
    }
}
