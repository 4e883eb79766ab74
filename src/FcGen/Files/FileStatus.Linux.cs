using System.Runtime.InteropServices;

namespace FcGen.Files;

/// <summary>
/// <see href="https://man7.org/linux/man-pages/man2/statx.2.html">statx</see>: unlike stat, its layout is the same on all processors and in
/// all C libraries.
/// </summary>
internal sealed partial record FileStatus
{
    /// <summary>AT_FDCWD; all paths are absolute.</summary>
    private const int CurrentFolder = -100;

    /// <summary>AT_SYMLINK_NOFOLLOW.</summary>
    private const int NoFollow = 0x100;

    /// <summary>STATX_BASIC_STATS.</summary>
    private const uint BasicStatistics = 0x7FF;

    private const int NoEntry = 2;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;
    private const int NameTooLong = 36;
    private const int TooManyLinks = 40;

    private static FileType TypeOf(ushort mode) => (mode & 0xF000) switch
    {
        0x1000 => FileType.Fifo,
        0x2000 => FileType.CharacterDevice,
        0x4000 => FileType.Folder,
        0x6000 => FileType.BlockDevice,
        0x8000 => FileType.Regular,
        0xC000 => FileType.Socket,
        _ => FileType.Missing, // A link that is not followed.
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxResult result);

    /// <summary>Fields of struct statx that this class uses.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxResult
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
