using FcGen;

namespace Heartbeat;

/// <summary>Loads five minutes of an electrocardiogram, in millivolts; see data/README.md.</summary>
internal static class Recording
{
    /// <summary>The values per second.</summary>
    public const int Rate = 360;

    private const int Minute = 60 * Rate;
    private const float Zero = 1024;
    private const float StepsPerMillivolt = 200;

    /// <summary>
    /// Returns the first four minutes and the last minute. The wander of the baseline is removed from each, because the recording contains
    /// some, which cannot be distinguished from added wander.
    /// </summary>
    public static (float[] Train, float[] Test) Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "ecg.npz");
        DataSet file = DataSet.FromNpzWithTargets(path, inputs: "ecg", targets: "ecg");
        float[] millivolts = [.. file.Inputs.ToArray().Select(value => (value - Zero) / StepsPerMillivolt)];
        return (Filters.RemoveWander(millivolts[..^Minute], Rate + 1), Filters.RemoveWander(millivolts[^Minute..], Rate + 1));
    }
}
