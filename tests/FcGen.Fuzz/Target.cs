namespace FcGen.Fuzz;

/// <summary>One reader of files, and what must hold for any bytes that it is given.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Read">Reads the bytes, and checks what was read.</param>
/// <param name="Seeds">Makes files to start from, by name. An instrumented library runs under the fuzzer only, so not before.</param>
internal sealed record Target(string Name, Action<byte[]> Read, Func<IReadOnlyDictionary<string, byte[]>> Seeds)
{
    /// <summary>The longest message that a refusal may have.</summary>
    private const int LongestMessage = 4_000;

    /// <summary>Bytes that reading may allocate whatever the file is.</summary>
    private const long FreeBytes = 8 << 20;

    /// <summary>Bytes that reading may allocate for each byte of the file; gzip alone can make a thousand of one.</summary>
    private const long BytesPerByte = 20_000;

    /// <summary>
    /// Reads the bytes: they are read, or refused with a short, printable <see cref="InvalidDataException"/>, in bounded memory. Any other
    /// exception leaves.
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
            Require(message.Length <= LongestMessage, $"A message of {message.Length} characters.");
            Require(!message.Replace("\n  ", null).Any(IsUnprintable), $"A message with control characters: {message}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(allocated <= FreeBytes + (BytesPerByte * bytes.Length), $"{allocated} bytes allocated for a file of {bytes.Length}.");
    }

    /// <summary>Throws if something that must hold does not.</summary>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static bool IsUnprintable(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
