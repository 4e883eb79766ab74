namespace FcGen.Data;

/// <summary>A file that is there as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name beside it and gives it its name when it is complete, so that a failure or a crash leaves
    /// what was there before. Of a file that is replaced, links to it and its Unix permissions stay.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        FileSystemInfo target = new FileInfo(path);
        target = target.LinkTarget is null ? target : target.ResolveLinkTarget(returnFinalTarget: true)!;
        string folder = Path.GetDirectoryName(target.FullName) ?? target.FullName;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be written: there is no folder '{folder}'.");
        }

        // Not longer than the user's, which may be as long as names can be.
        string temporary = Path.Combine(folder, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && target.Exists)
            {
                File.SetUnixFileMode(temporary, target.UnixFileMode);
            }

            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
