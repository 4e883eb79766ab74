using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FcGen.Files;

/// <summary>The user and the group that a file belongs to, by their Unix numbers.</summary>
internal readonly partial record struct FileOwner(uint User, uint Group)
{
    /// <summary>Gives an open file to this owner. Only root may change the user; others may choose among their own groups.</summary>
    /// <returns>Whether the system allowed it.</returns>
    public bool TryTake(SafeFileHandle file) => OperatingSystem.IsLinux() && ChangeOwner(file, User, Group) == 0;

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
