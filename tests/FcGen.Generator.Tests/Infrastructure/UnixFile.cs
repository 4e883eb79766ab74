using System.Runtime.InteropServices;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Makes files that .NET cannot make.</summary>
internal static partial class UnixFile
{
    /// <summary>Makes a FIFO with the permissions given.</summary>
    /// <returns>0 if it was made.</returns>
    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    public static extern int MakeFifo(string path, uint mode);
}
