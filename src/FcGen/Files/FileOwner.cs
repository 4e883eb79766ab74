using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FcGen.Files;

/// <summary>User ID and group ID of the owner of a file on Unix.</summary>
internal readonly partial record struct FileOwner(uint User, uint Group)
{
    /// <summary>Changes the owner of an open file. Only root may change the user; others may choose among their own groups.</summary>
    /// <returns>Whether the system allowed it.</returns>
    public bool TryTake(SafeFileHandle file) => OperatingSystem.IsLinux() && ChangeOwner(file, User, Group) == 0;

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
