using System.Runtime.InteropServices;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Creates files that .NET cannot create.</summary>
internal static partial class UnixFile
{
    /// <summary>Creates a FIFO with the given permissions.</summary>
    /// <returns>0 on success.</returns>
    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int MakeFifo(string path, uint mode);
}
