using System.Runtime.CompilerServices;
using FcGen.Generator.Emission;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>
/// Compares text with a file beside the test, by the conventions of Verify: the wanted text is in <c>Class.Method#Hint.verified.cs</c>,
/// and the actual text is written to <c>Class.Method#Hint.received.cs</c>.
/// </summary>
/// <remarks>
/// To accept a change, read the difference and then run the tests with the environment variable <c>FCGEN_ACCEPT=1</c>, which writes
/// the verified files: <c>FCGEN_ACCEPT=1 dotnet test -c Release tests/FcGen.Generator.Tests --filter Snapshots</c>.
/// </remarks>
internal static class Snapshot
{
    private const int LinesShown = 12;

    /// <summary>
    /// Compares a text with its verified file; fails with the first lines that differ. The files contain no version, so that a release does not
    /// change them.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="hint">Distinguishes the texts of one test: the name of a generated file, without <c>.cs</c>.</param>
    /// <param name="method">The test.</param>
    /// <param name="path">The file of the test, whose name is that of its class.</param>
    public static void Verify(string text, string hint, [CallerMemberName] string method = "", [CallerFilePath] string path = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}.{method}#{hint}");
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        text = text.Replace($"\"{GeneratedMember.Version}\"", "\"version\"");
        if (Environment.GetEnvironmentVariable("FCGEN_ACCEPT") == "1")
        {
            File.WriteAllText(verified, text);
        }

        string? wanted = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (wanted == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(wanted is null
            ? $"There is no {Path.GetFileName(verified)}; see {Path.GetFileName(received)} beside it."
            : $"{Path.GetFileName(verified)} and {Path.GetFileName(received)} differ:\n{Difference(wanted.Split('\n'), text.Split('\n'))}");
    }

    /// <summary>Returns the lines between the common first and last lines of both texts.</summary>
    private static string Difference(string[] wanted, string[] received)
    {
        int start = 0;
        while (start < wanted.Length && start < received.Length && wanted[start] == received[start])
        {
            start++;
        }

        int end = 0;
        while (end < wanted.Length - start && end < received.Length - start && wanted[^(end + 1)] == received[^(end + 1)])
        {
            end++;
        }

        IEnumerable<string> Show(string[] lines, char sign) => lines[start..^end].Take(LinesShown).Select(line => $"{sign} {line}")
            .Concat(lines.Length - end - start > LinesShown ? [$"{sign} ... {lines.Length - end - start - LinesShown} more"] : []);
        return $"from line {start + 1}:\n{string.Join('\n', Show(wanted, '-').Concat(Show(received, '+')))}";
    }
}
