using System.IO.Enumeration;
using System.Text;

namespace FcGen.Files;

/// <summary>
/// Names of unfinished files: <c>.digits.safetensors.fcgen-1234-5f3a9c1e.tmp</c> in the folder of <c>digits.safetensors</c>, with process
/// ID 1234.
/// </summary>
internal static class TemporaryNames
{
    private const string Suffix = ".tmp";
    private const int UniqueLength = 8;

    /// <summary>Longer names are truncated. All file systems in use allow at least 143 bytes in total.</summary>
    private const int MostTargetBytes = 100;

    /// <summary>Returns the path of a new unfinished file.</summary>
    public static string Create(string target) =>
        Path.Join(Path.GetDirectoryName(target), $"{PrefixOf(target)}{Environment.ProcessId}-{Random.Shared.Next():x8}{Suffix}");

    /// <summary>Deletes unfinished files of dead processes for a target, which are the files that can be locked.</summary>
    /// <param name="target">The file to be replaced.</param>
    /// <param name="own">The unfinished file of the caller, which is locked.</param>
    public static void DeleteAbandoned(string target, string own)
    {
        string[] others;
        try
        {
            others = [.. Find(target).Where(path => path != own)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }

        // If the own file can be opened twice, the file system has no locks, and abandoned files cannot be detected.
        if (others.Length > 0 && !TryLock(own, FileOptions.None))
        {
            foreach (string path in others)
            {
                TryLock(path, FileOptions.DeleteOnClose);
            }
        }
    }

    private static IEnumerable<string> Find(string target)
    {
        string prefix = PrefixOf(target);
        return new FileSystemEnumerable<string>(
            Path.GetDirectoryName(target)!,
            (ref entry) => entry.ToFullPath(),
            new EnumerationOptions { AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref entry) => IsTemporary(entry.FileName, prefix),
        };
    }

    private static bool IsTemporary(ReadOnlySpan<char> name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = name[prefix.Length..^Suffix.Length];
        int dash = rest.IndexOf('-');
        return dash > 0
            && !rest[..dash].ContainsAnyExceptInRange('0', '9')
            && rest.Length - dash - 1 == UniqueLength
            && !rest[(dash + 1)..].ContainsAnyExcept("0123456789abcdef");
    }

    /// <summary>Tries to lock a file, and releases the lock.</summary>
    /// <returns>Whether no process has the file open.</returns>
    private static bool TryLock(string path, FileOptions options)
    {
        try
        {
            // Opening a FIFO with such a name would block.
            if (FileStatus.Of(path, followsLink: false).Type == FileType.Regular)
            {
                new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, options).Dispose();
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }

        return false;
    }

    private static string PrefixOf(string target)
    {
        string name = Path.GetFileName(target);
        int length = 0;
        int bytes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostTargetBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return $".{name[..length]}.fcgen-";
    }
}
