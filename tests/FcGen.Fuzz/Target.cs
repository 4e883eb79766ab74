namespace FcGen.Fuzz;

/// <summary>A file reader under test, and the requirements for any input.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Read">Reads the bytes and checks the result.</param>
/// <param name="Seeds">Creates the seed files by name. It is a delegate, because the instrumented library can only run under the fuzzer.</param>
internal sealed record Target(string Name, Action<byte[]> Read, Func<IReadOnlyDictionary<string, byte[]>> Seeds)
{
    /// <summary>The maximum length of an error message.</summary>
    private const int LongestMessage = 4_000;

    /// <summary>The bytes that reading may allocate for any file.</summary>
    private const long FreeBytes = 8 << 20;

    /// <summary>The bytes that reading may allocate per byte of the file. Gzip alone can expand one byte to a thousand.</summary>
    private const long BytesPerByte = 20_000;

    /// <summary>
    /// Reads the bytes. They must be read, or rejected with a short, printable <see cref="InvalidDataException"/>, in bounded memory. Any other
    /// exception is thrown.
    /// </summary>
    public void Run(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read(bytes);
        }
        catch (InvalidDataException exception)
        {
            string message = exception.Message;
            Require(message.Length <= LongestMessage, $"The error message has {message.Length} characters.");
            Require(!message.Replace("\n  ", null).Any(IsUnprintable), $"The error message has control characters: {message}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(allocated <= FreeBytes + (BytesPerByte * bytes.Length), $"{allocated} bytes were allocated for a file of {bytes.Length} bytes.");
    }

    /// <summary>Throws if a requirement is violated.</summary>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static bool IsUnprintable(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
