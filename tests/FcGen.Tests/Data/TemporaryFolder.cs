using System.IO.Compression;
using System.Text;

namespace FcGen.Tests.Data;

/// <summary>A folder for the files of one test, deleted after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fcgen-tests-");

    public static byte[] Gzip(byte[] content) => Gzip(content, 1);

    /// <summary>Compresses a content that is repeated.</summary>
    public static byte[] Gzip(byte[] content, int times)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            for (int i = 0; i < times; i++)
            {
                gzip.Write(content);
            }
        }

        return compressed.ToArray();
    }

    public string Path(string name) => System.IO.Path.Combine(_directory.FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public void Dispose() => _directory.Delete(recursive: true);
}
