namespace FcGen.Fuzz;

/// <summary>A file in memory, for readers that open files by path.</summary>
internal sealed class MemoryFile : IDisposable
{
    public MemoryFile(ReadOnlySpan<byte> content)
    {
        Path = System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"fcgen-fuzz-{Guid.NewGuid():N}");
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
