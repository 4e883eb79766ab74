namespace FcGen.Files;

/// <summary>Type of the file at a path.</summary>
internal enum FileType
{
    Missing,
    Regular,
    Folder,
    Fifo,
    CharacterDevice,
    BlockDevice,
    Socket,
}

/// <summary>Names of the types in messages.</summary>
internal static class FileTypes
{
    public static string Describe(this FileType type) => type switch
    {
        FileType.Missing => "missing",
        FileType.Regular => "a regular file",
        FileType.Folder => "a folder",
        FileType.Fifo => "a FIFO",
        FileType.CharacterDevice => "a character device",
        FileType.BlockDevice => "a block device",
        FileType.Socket => "a socket",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
