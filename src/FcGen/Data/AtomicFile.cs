namespace FcGen.Data;

/// <summary>A file that is there as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name beside it and gives it its name when it is complete, so that a failure or a crash leaves
    /// what was there before.
    /// </summary>
    public static void Write(string path, Action<FileStream> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
