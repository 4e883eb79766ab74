using FcGen.Messages;

namespace FcGen.Files;

/// <summary>Resolves symbolic links.</summary>
internal static class SymbolicLinks
{
    /// <summary>Maximum number of links, as in the Linux kernel.</summary>
    private const int MostLinks = 40;

    /// <summary>Resolves all links in a path. The file may be missing.</summary>
    /// <returns>The path, or null for a descriptor such as /dev/stdout: an open file, which may have no path.</returns>
    /// <remarks>
    /// <see cref="FileSystemInfo.ResolveLinkTarget"/> resolves ".." in a link from the folder in the caller's path. The kernel resolves it
    /// from the folder that contains the link. These differ if the caller's folder is itself a link.
    /// </remarks>
    /// <exception cref="IOException">There are more than 40 links, or they form a cycle.</exception>
    public static string? Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            var file = new FileInfo(full);
            return file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        var names = new Stack<string>();
        Push(names, full);
        string resolved = "/";
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Join(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (resolved.StartsWith("/proc/", StringComparison.Ordinal) && resolved.EndsWith("/fd", StringComparison.Ordinal))
            {
                return null;
            }

            if (++links > MostLinks)
            {
                throw new IOException(
                    $"{MessageText.Path(path)}: expected at most {MostLinks} symbolic links, but found more, or a cycle.");
            }

            resolved = target.StartsWith('/') ? "/" : resolved;
            Push(names, target);
        }

        return resolved;
    }

    /// <summary>Pushes the names of a path on a stack, the first one on top.</summary>
    private static void Push(Stack<string> names, string path)
    {
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
        {
            names.Push(name);
        }
    }
}
