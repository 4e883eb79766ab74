using FcGen;

namespace Digits;

/// <summary>Loads the digits. Pixels are scaled to inputs from 0 to 1.</summary>
internal static class DigitData
{
    public const int Classes = 10;

    private const int LargestBundledPixel = 16;
    private const int FewestSamples = 10;

    /// <summary>Loads the 1,797 bundled digits of 8x8 pixels; see data/README.md.</summary>
    public static DataSet LoadBundled()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz");
        return Check<DigitNet>(DataSet.FromCsv(path).Scale(1f / LargestBundledPixel), path);
    }

    /// <summary>Loads the 10,000 MNIST test digits of 28x28 pixels.</summary>
    public static DataSet LoadMnist(string folder)
    {
        string images = Find(folder, "t10k-images-idx3-ubyte");
        return Check<MnistNet>(DataSet.FromIdx(images, Find(folder, "t10k-labels-idx1-ubyte")), images);
    }

    private static string Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        string compressed = $"{path}.gz";
        return File.Exists(path) ? path
            : File.Exists(compressed) ? compressed
            : throw new FileNotFoundException($"Neither '{path}' nor '{compressed}' exists.");
    }

    private static DataSet Check<TNetwork>(DataSet data, string path)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (data.InputSize != TNetwork.InputSize || data.ClassCount > Classes || data.Count < FewestSamples)
        {
            throw new InvalidDataException(
                $"'{path}': expected at least {FewestSamples} images of {TNetwork.InputSize} pixels with labels below {Classes}, but found {data}.");
        }

        return data;
    }
}
